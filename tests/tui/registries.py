"""The registries of the explorer's tests."""

from __future__ import annotations

import json

SMALL = """
[registry]
title = "Three lists"

[[institution]]
id = "nuh"
name = "National University Hospital"
acronyms = ["NUH"]
country = "SG"
links = ["https://nuh.example/"]
evidence = [{ source = "news" }]

[[institution]]
id = "ruijin"
name = { en = "Ruijin Hospital", zh-Hans = "瑞金医院" }
country = "CN"
evidence = [{ source = "news" }]

[[institution]]
id = "bsn"
name = "Badan Standardisasi Nasional"
country = "ID"
evidence = [{ source = "news" }]

[[institution]]
id = "philips"
name = "Philips"
country = "NL"
evidence = [{ source = "news" }]

[[focus_area]]
id = "oncology"
name = "Oncology"

[[focus_area]]
id = "car-t"
name = "CAR-T cell therapy"
broader = ["oncology"]

[[focus_area]]
id = "standards"
name = "Standards"

[[agreement]]
id = "ssmic"
name = "Sino-Singapore Medical Innovation Centre"
acronyms = ["SSMIC"]
type = "joint-centre"
status = "active"
summary = "A centre that two hospitals run."
dates = { signed = 2024-10-05 }
participants = [
  { institution = "nuh", role = "lead", people = ["chen"] },
  { institution = "ruijin" },
]
focus_areas = ["car-t"]
related = [{ agreement = "standards-mou", type = "follows" }]
evidence = [{ source = "news" }]

[[agreement]]
id = "standards-mou"
name = "Memorandum on standards"
type = "mou"
status = "signed"
dates = { signed = 2021-03-01 }
participants = [{ institution = "bsn" }, { institution = "philips" }]
focus_areas = ["standards"]
evidence = [{ source = "news" }]

[[person]]
id = "chen"
name = "Chen Li"
affiliations = [{ institution = "ruijin", post = "director" }]
evidence = [{ source = "news" }]

[[source]]
id = "news"
name = "A report"
type = "news"
url = "https://news.example/report"
"""

BROKEN = """# Two good records around a bad one.
[[institution]]
id = "good-one"
name = "Good One"
evidence = [{ source = "text" }]

[[institution]]
id = "bad-one"
name = "Zz Bad One"
country = "Atlantis"

[[institution]]
id = "good-two"
name = "Good Two"
evidence = [{ source = "text" }]

[[source]]
id = "text"
name = "A text"
type = "news"
"""


def quoted(text: str) -> str:
    """Write a string as TOML; JSON's escapes are TOML's, too."""
    return json.dumps(text, ensure_ascii=False)


def institution(record_id: str, name: str, rest: str = "") -> str:
    return f'[[institution]]\nid = "{record_id}"\nname = {quoted(name)}\n{rest}\n'


def agreement(record_id: str, name: str, *institutions: str) -> str:
    named = ", ".join(f'{{ institution = "{one}" }}' for one in institutions)
    return (
        f'[[agreement]]\nid = "{record_id}"\nname = {quoted(name)}\ntype = "mou"\n'
        f'status = "active"\nparticipants = [{named}]\n'
    )
