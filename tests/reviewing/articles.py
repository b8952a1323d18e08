"""Articles that were written for the tests of reviews."""

from __future__ import annotations

CENTRE = """\
Hospitals in Singapore and Shanghai open a joint stroke centre

SINGAPORE, 3 March 2026 - National University Hospital (NUH), Ruijin Hospital and Merlion Health \
University signed a memorandum of understanding in Shanghai on 2 March 2026 to set up the Straits \
Stroke Centre (SSC).

The memorandum was signed by Prof. Adeline Koh, CEO of NUH, and Prof. Wei Zhang, President of \
Ruijin Hospital.

The centre will work on oncology. The partners did not disclose the budget of the centre.

Harbour Clinic, which is not part of the centre, welcomed the news. Mr Jonas Blum, who owns a cafe \
nearby, was present.
"""

KNOWN = """\
National University Hospital and Ruijin Hospital launch Sino-Singapore Medical Innovation Centre

SHANGHAI, 8 October 2024 - National University Hospital (NUH) and Ruijin Hospital signed an \
agreement on 6 October 2024 in Shanghai to launch the Sino-Singapore Medical Innovation Centre \
(SSMIC). The centre will work on oncology.
"""

TWO = """\
National University Hospital signs two agreements

SINGAPORE, 3 March 2026 - National University Hospital (NUH) and Ruijin Hospital signed a \
memorandum of understanding on 2 March 2026 on research in oncology.

On the same day, National University Hospital and Badan Standardisasi Nasional signed a licence \
agreement on standards.
"""
