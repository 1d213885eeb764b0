"""What is a telephone number and what is none: numbers of fifteen countries, and of everything else in transcripts."""

import pytest

from benang.privacy.identifiers import find_identifiers

FRAMES = ["{}", "Saya bilang {} ya.", "It was {}, I think.", "({})", "{}\nBerikutnya."]
NAMED = ["nomor saya {}", "call me at {} please", "telepon: {}", "my phone number is {}.", "HP {}"]
NUMBERS = ("phone", "nik", "npwp", "account", "plate")

NONE = """\
in 2019/2020, 2021-2022 and 1998–2003
pada 17-08-1945 dan 17.08.1945
on 2024-03-15 at 10:30:00
on 15/03/2024 10.30
the 03/15/2024 meeting
am 15.03.2024 um 14.30 Uhr
le 15 03 2024 à 14h30
2024年3月15日
pukul 08.30-16.00
jam 0830-1600
12.03.2019 - 14.05.2020
1.250.000 orang
Rp 1.250.000
Rp. 12.500.000,00
Rp1.250.000,-
25.000.000 rupiah
1,250,000 dollars
$1,250,000.00
€ 1.250.000,50
CHF 1'250'000
1 250 000 euros
harga 150000 sampai 250000
150.000-250.000
150.000 – 250.000 ribu
1000000 followers
10000000 pelanggan
sekitar 500000-600000 sebulan
1. 2. 3. 4. 5. 6. 7. 8.
1, 2, 3, 4, 5, 6, 7, 8, 9, 10
nomor 1 2 3 4 5 6 7 8
case 2023-004512
Case No. 12345678
case number 2021/00345
nomor perkara 123/Pdt.G/2020/PN
pp. 123-145, 200-210
hal. 1234567
halaman 123-456
p. 1023
[00:12:03.450]
00:12:03 --> 00:15:22
1:23:45.678
0:05:10
score 21-19, 21-17, 18-21
skor 3-0 dan 2-1
ISBN 978-602-03-1234-5
ISBN 9786020312345
ISSN 1234-5678
doi:10.1177/1049732305276687
https://doi.org/10.1016/j.socscimed.2009.12.020
-6.200000, 106.816666
6°12'30"S 106°49'0"E
6.2088° S, 106.8456° E
-33.8688197, 151.2092955
ethics approval no. 2021/345-12
approval number 20230415-01
IRB 2020-1234567
No. 045/KEPK/2021
KE/FK/1234/EC/2021
H20REA123 and 1954321
HREC 2019-00456
version 10.15.7.1234
IP 192.168.100.200
3.14159265
2.718281828
0.00012345
1/1/2020-31/12/2020
kode pos 12345-6789
ZIP 90210-1234
kodepos 42116
n = 1234567
ISO 9001:2015
12 345 678 Einwohner
1.234.567.890 penduduk
2010 2011 2012 2013 2014
tahun 2010, 2011, 2012
2015 2016
20 21 22 23 24 25
100-200-300-400
10 20 30 40 50 60 70 80
17 08 2024
20240315
20240315_103000
2024031510
Pasal 12 ayat 3 huruf 4
UU 24/2013
Permendagri 72/2022
PMK 112/2022
pasal 1234 KUHP
A123456
P12-345678
Participant 001234
line 120345
0,5 0,75 0,125
50% 60% 70% 80%
1st 2nd 3rd
24/7
9-11-2001
0812
62 orang
021 itu kode Jakarta
2 x 3 x 4 = 24
1000 2000 3000 4000
10.000 20.000 30.000
usia 25 30 35 40 45 50
tanggal 1 2 3 bulan 4 5 6
08.00 09.00 10.00 11.00
08:00-09:30 10:00-11:30
2019-2020-2021
5.000.000.000
1234567 views
100000000 views
12-13-14 Mei 2022
01.02.2023 03.04.2023
GSE 123456
Table 12.3.4.5
No. Reg. 1234567890
Versi 2.10.100.2000
Invoice 20230001234
order 00123456
tracking 123456789012
batch 0012345
3500-4000 kkal
80-90-100 dB
0-100-200
1945-08-17
45.000,00
0,08123456789
1.08123456
3x4 6x9
+10.000.000
+5 persen
+62 persen
-1234567
600.000-an
2000-an
1990-an 2000-an
""".splitlines()

TELEPHONES = """\
ID 081234567890
ID 0812-3456-7890
ID 0812 3456 7890
ID 0812.3456.7890
ID 0812 345 678
ID +62 812-3456-7890
ID +6281234567890
ID 62812 3456 7890
ID (021) 5551234
ID 021-5551234
ID 021 555 1234
ID (0254) 200123
ID 0254-200123
ID +62 21 555 1234
ID +62-21-5551234
ID +62 (0)812 3456 7890
ID 0 8 1 2 3 4 5 6 7 8 9 0
ID 08 12 34 56 78 90
US (212) 555-0123
US 212-555-0123
US 212.555.0123
US +1 212 555 0123
US 1-212-555-0123
US +1 (212) 555-0123
US 212 555 0123
UK 020 7946 0123
UK 07700 900123
UK +44 20 7946 0123
UK +44 7700 900123
UK 0161 496 0123
UK (0161) 496 0123
DE 030 1234567
DE 030/1234567
DE 0171 1234567
DE +49 171 1234567
DE +49 (0)30 1234567
DE 0049 30 1234567
DE 089-12345678
FR 01 23 45 67 89
FR 01.23.45.67.89
FR 0123456789
FR +33 1 23 45 67 89
FR 06-12-34-56-78
ES 612 345 678
ES 612 34 56 78
ES +34 612 345 678
ES 91 123 45 67
IT 06 1234 5678
IT 333 1234567
IT +39 333 1234567
NL 06-12345678
NL 020-1234567
NL +31 6 12345678
AU 0412 345 678
AU (02) 9876 5432
AU +61 412 345 678
AU 02 9876 5432
IN 98765 43210
IN +91 98765 43210
IN 022-2345 6789
MY 012-345 6789
MY 03-1234 5678
MY +60 12-345 6789
SG +65 9123 4567
SG 9123 4567
JP 03-1234-5678
JP 090-1234-5678
JP +81 90 1234 5678
KR 010-1234-5678
KR 02-123-4567
KR +82 10 1234 5678
CN 138 1234 5678
CN 13812345678
CN +86 138 1234 5678
BR (11) 91234-5678
BR 11 91234-5678
BR +55 11 91234-5678
TR 0532 123 45 67
TR +90 532 123 45 67
RU 8 (912) 345-67-89
RU +7 912 345-67-89
RU 8 912 345 67 89
PL 501 234 567
PL +48 501 234 567
SE 070-123 45 67
SE +46 70 123 45 67
ZA 082 123 4567
ZA +27 82 123 4567
PT 912 345 678
PT +351 912 345 678
MX 55 1234 5678
MX +52 55 1234 5678
PH 0917 123 4567
PH +63 917 123 4567
TH 081 234 5678
TH +66 81 234 5678
VN 0912 345 678
""".splitlines()

ONLY_NAMED = ("ES 612 345 678", "PL 501 234 567", "PT 912 345 678", "SG 9123 4567")
"""In groups like an amount's: telephones where a word says so."""


def digits(text):
    return "".join(character for character in text if character.isdigit())


@pytest.mark.parametrize("written", NONE)
@pytest.mark.parametrize("frame", FRAMES)
def test_what_is_no_telephone_stays(written, frame):
    text = frame.format(written)
    assert [text[one.start : one.end] for one in find_identifiers(text) if one.kind in NUMBERS] == []


@pytest.mark.parametrize("telephone", TELEPHONES)
@pytest.mark.parametrize("frame", [*FRAMES, *NAMED])
def test_a_telephone_is_found_whole(telephone, frame):
    number = telephone.partition(" ")[2]
    text = frame.format(number)
    found = [digits(text[one.start : one.end]) for one in find_identifiers(text) if one.kind == "phone"]
    assert found == ([] if telephone in ONLY_NAMED and frame in FRAMES else [digits(number)])
