"""A registry made for the tests of pages and documents; today is 2026-06-15."""

REGISTRY = r"""
[[source]]
id = "news"
name = "Two hospitals open a centre"
type = "news"
authors = ["Ann Author", "Ben Writer"]
publisher = "Daily News"
published = "2025-10"
language = "en"
url = "https://news.example/centre?a=1&copy=2"

[[source]]
id = "text"
name = "The agreement"
type = "agreement-text"
retrieved = 2026-01-02

[[institution]]
id = "university"
name = "First University"
evidence = [{ source = "news" }]

[[institution]]
id = "hospital"
name = { en = "City Hospital of the First University", zh-Hans = "第一大学附属城市医院" }
acronyms = ["CHFU"]
aliases = ["Old City Infirmary"]
types = ["healthcare", "education"]
status = "active"
country = "SG"
city = "Singapore"
location = { lat = -1.5, lon = 103.25 }
established = "1985~"
parent = "university"
identifiers = { ror = "01tgyzw49", isni = "0000 0001 2180 6431" }
facts = [{ label = "beds", value = 1200 }, { label = "patients a year", value = "a million" }]
tags = ["teaching"]
links = ["https://hospital.example/"]
extra = { code = "X-1", inner = { floors = [1, 2] } }
evidence = [
  { source = "text", supports = ["country", "established"] },
  { source = "news", supports = ["parent", "facts.beds"], note = "Counted in 2024." },
]

[[institution]]
id = "unbacked"
name = "Unbacked Institute"
country = "CN"
city = "Shanghai"

[[focus_area]]
id = "oncology"
name = "Oncology"
related = ["surgery"]

[[focus_area]]
id = "cell-therapy"
name = "Cell therapy"
broader = ["oncology"]
mesh = "D064987"

[[focus_area]]
id = "car-t"
name = "CAR T-cell therapy"
broader = ["cell-therapy"]

[[focus_area]]
id = "surgery"
name = "Surgery"

[[person]]
id = "lim"
name = "Aymeric Person"
affiliations = [
  { institution = "university", post = "Professor", until = "2019" },
  { institution = "hospital", post = "Chief Executive", from = "2020" },
]
evidence = [{ source = "news", supports = ["affiliations.hospital"] }]

[[agreement]]
id = "memorandum"
name = "Memorandum of understanding"
type = "mou"
status = "active"
dates = { signed = "2020", end = "2024-03" }
participants = [{ institution = "hospital" }]
evidence = [{ source = "text" }]

[[agreement]]
id = "centre"
name = "Joint centre for innovation"
summary = { en = "They opened a centre.", id = "Mereka membuka pusat." }
type = "joint-centre"
status = "active"
place = "Shanghai"
occasion = "The sixth meeting"
dates = { announced = "2025-11", signed = 2024-05-06, start = 2025-10-15, end = "2030?" }
participants = [
  { institution = "unbacked", role = "funder" },
  { institution = "hospital", role = "lead", people = ["lim"] },
]
focus_areas = ["car-t"]
related = [{ agreement = "memorandum", type = "implements" }]
milestones = [
  { date = "2025-10-16", event = "First patient", note = "In the new wing." },
  { date = "2023", event = "First talks" },
]
undisclosed = ["The sum of money", "The number of beds"]
documents = [{ name = "Full text", url = "https://hospital.example/text.pdf" }]
evidence = [
  { source = "text", supports = ["dates.signed", "undisclosed"] },
  { source = "news", supports = ["participants.hospital", "dates", "summary"], note = "Page 3." },
]
"""

DANGLING = """
[[institution]]
id = "orphan"
name = "Orphan"
parent = "no-parent"
evidence = [{ source = "no-source" }]

[[focus_area]]
id = "loose"
name = "Loose"
broader = ["no-broader"]
related = ["no-related"]

[[person]]
id = "stranger"
name = "Stranger"
affiliations = [{ institution = "no-employer", post = "Clerk" }]

[[agreement]]
id = "broken"
name = "Broken"
type = "other"
participants = [{ institution = "no-participant", people = ["no-person"] }]
focus_areas = ["no-focus"]
related = [{ agreement = "no-agreement", type = "follows" }]
evidence = [{ source = "no-source", supports = ["type"] }]
"""

HOSTILE = r'''
[[institution]]
id = "hostile"
name = """
[bold]Evil[/bold] \u001b[31mred\u001b]8;;http://evil.example\u0007 \u009b2J \u202eflip :smile:"""
acronyms = ["[link=http://evil.example]X[/link]"]
city = "\u001b[2J"
facts = [{ label = "[red]beds", value = "\u0007bell" }]
'''
