#!/usr/bin/env python3
"""Write kg/entities/data/countries.yaml: the table of states the package ships.

    python tools/make_countries.py            # write the table
    python tools/make_countries.py --check    # exit 1 if the table on disk differs

A development tool, never imported by the package.  It needs rigour (which needs
PyICU, hence the table), pycountry, countryinfo and PyYAML.

What comes from where:

* wikidata ids: rigour (``QID_OVERRIDES`` holds the hand corrections);
* codes and official long names: pycountry, and rigour's name and full name;
* label, other spellings, demonyms, capital and metonyms: the hand-written ``TABLE``
  below; every capital is compared with countryinfo, every hand-written name is
  looked up in rigour; what they disagree on is printed unless it is in ``KNOWN_…``.
"""

from __future__ import annotations

import argparse
import sys
import unicodedata
from pathlib import Path

import pycountry
import yaml
from countryinfo import CountryInfo
from countryinfo.exceptions import CountryNotFoundError
from rigour.territories import get_territory, lookup_territory

OUT = Path(__file__).resolve().parent.parent / "kg" / "entities" / "data" / "countries.yaml"

# ISO | label | other names ; ... | demonyms , ... | capital | other metonyms ; ...
#
# * Official names known to pycountry and rigour need not be repeated here.
# * A plural is made of each demonym that takes one; ``~`` after a word says «no plural».
# * ``-`` for a capital: none is given (disputed, or the name would mislead).
# * A capital with ``!`` is recorded as capital but is not a metonym of its government
#   (it is also the country's name, or it stands for something else, as Brussels does).
TABLE = """
AFG | Afghanistan | Islamic Emirate of Afghanistan | Afghan | Kabul |
ALB | Albania | | Albanian | Tirana | Tiranë
DZA | Algeria | | Algerian | Algiers |
AND | Andorra | | Andorran | Andorra la Vella |
AGO | Angola | | Angolan | Luanda |
ATG | Antigua and Barbuda | Antigua & Barbuda; Antigua | Antiguan, Barbudan, Antiguan and Barbudan | Saint John's | St. John's; St John's
ARG | Argentina | Argentine Republic | Argentine, Argentinian, Argentinean | Buenos Aires | Casa Rosada
ARM | Armenia | | Armenian | Yerevan |
AUS | Australia | Commonwealth of Australia | Australian, Aussie | Canberra |
AUT | Austria | | Austrian | Vienna |
AZE | Azerbaijan | | Azerbaijani, Azeri | Baku |
BHS | Bahamas | The Bahamas; Commonwealth of the Bahamas | Bahamian | Nassau |
BHR | Bahrain | | Bahraini | Manama |
BGD | Bangladesh | | Bangladeshi | Dhaka | Dacca
BRB | Barbados | | Barbadian, Bajan | Bridgetown |
BLR | Belarus | Byelorussia; Belorussia; Byelorussian SSR; Byelorussian Soviet Socialist Republic | Belarusian, Belarussian, Byelorussian | Minsk |
BEL | Belgium | | Belgian | Brussels! |
BLZ | Belize | British Honduras | Belizean | Belmopan |
BEN | Benin | Dahomey | Beninese, Beninois~ | Porto-Novo | Cotonou
BTN | Bhutan | | Bhutanese | Thimphu |
BOL | Bolivia | Plurinational State of Bolivia; Bolivia (Plurinational State of) | Bolivian | Sucre! | La Paz
BIH | Bosnia and Herzegovina | Bosnia-Herzegovina; Bosnia & Herzegovina; Bosnia; BiH | Bosnian, Bosnian and Herzegovinian, Herzegovinian | Sarajevo |
BWA | Botswana | Bechuanaland | Botswanan, Batswana~, Motswana~ | Gaborone |
BRA | Brazil | | Brazilian | Brasília | Planalto; Itamaraty
BRN | Brunei | Brunei Darussalam; State of Brunei | Bruneian | Bandar Seri Begawan |
BGR | Bulgaria | | Bulgarian | Sofia |
BFA | Burkina Faso | Upper Volta; Burkina | Burkinabe~, Burkinabè~, Burkinabé~ | Ouagadougou |
BDI | Burundi | | Burundian | Gitega | Bujumbura
CPV | Cape Verde | Cabo Verde | Cape Verdean, Cabo Verdean | Praia |
KHM | Cambodia | Kampuchea; Democratic Kampuchea; Khmer Republic | Cambodian | Phnom Penh |
CMR | Cameroon | | Cameroonian | Yaoundé |
CAN | Canada | Dominion of Canada | Canadian | Ottawa |
CAF | Central African Republic | CAR; Central African Empire | Central African | Bangui |
TCD | Chad | Tchad | Chadian | N'Djamena | Ndjamena; N'Djaména
CHL | Chile | | Chilean | Santiago | La Moneda; Santiago de Chile
CHN | China | People's Republic of China; PRC; P.R.C.; PR China; P.R. China; Mainland China; Communist China; Red China | Chinese | Beijing | Peking; Zhongnanhai
COL | Colombia | | Colombian | Bogotá | Casa de Nariño
COM | Comoros | The Comoros; Union of the Comoros; Comoro Islands | Comorian, Comoran | Moroni |
COG | Congo | Republic of the Congo; Republic of Congo; Congo Republic; Congo-Brazzaville; Congo (Brazzaville); Congo Brazzaville | | Brazzaville |
COD | DR Congo | Democratic Republic of the Congo; Democratic Republic of Congo; DRC; D.R.C.; D.R. Congo; DR of Congo; Congo-Kinshasa; Congo (Kinshasa); Congo Kinshasa; Zaire; Zaïre; Republic of Zaire; Congo-Léopoldville; Belgian Congo | Zairian, Zairean | Kinshasa | Léopoldville
CRI | Costa Rica | | Costa Rican | San José |
CIV | Côte d'Ivoire | Ivory Coast; Côte D'Ivoire; Republic of Côte d'Ivoire; Republic of the Ivory Coast | Ivorian, Ivoirian, Ivoirien | Yamoussoukro | Abidjan
HRV | Croatia | | Croatian | Zagreb |
CUB | Cuba | | Cuban | Havana |
CYP | Cyprus | Republic of Cyprus | Cypriot | Nicosia |
CZE | Czech Republic | Czechia | Czech | Prague |
PRK | North Korea | Democratic People's Republic of Korea; DPRK; D.P.R.K.; Democratic Republic of Korea; DPR Korea; DPR of Korea; N. Korea; Democratic People's Republic of Korea (DPRK) | North Korean | Pyongyang | P'yongyang
DNK | Denmark | Kingdom of Denmark | Danish, Dane | Copenhagen |
DJI | Djibouti | | Djiboutian | Djibouti! |
DMA | Dominica | Commonwealth of Dominica | | Roseau |
DOM | Dominican Republic | | | Santo Domingo |
TLS | Timor-Leste | East Timor; Democratic Republic of Timor-Leste; Timor Leste | Timorese, East Timorese | Dili |
ECU | Ecuador | | Ecuadorian, Ecuadorean, Ecuadoran | Quito |
EGY | Egypt | Arab Republic of Egypt | Egyptian | Cairo |
SLV | El Salvador | | Salvadoran, Salvadorian, Salvadorean | San Salvador |
GNQ | Equatorial Guinea | | Equatorial Guinean, Equatoguinean | Malabo |
ERI | Eritrea | | Eritrean | Asmara |
EST | Estonia | | Estonian | Tallinn |
SWZ | Eswatini | Swaziland; Kingdom of Swaziland; eSwatini | Swazi | Mbabane | Lobamba
ETH | Ethiopia | Abyssinia | Ethiopian | Addis Ababa |
FJI | Fiji | Fiji Islands; Republic of Fiji | Fijian | Suva |
FIN | Finland | | Finnish, Finn | Helsinki |
FRA | France | French Republic | French, Frenchman~, Frenchmen~ | Paris | Élysée; Élysée Palace; Quai d'Orsay; Matignon
GAB | Gabon | | Gabonese | Libreville |
GMB | Gambia | The Gambia; Republic of The Gambia; Islamic Republic of The Gambia | Gambian | Banjul |
GEO | Georgia | Republic of Georgia | Georgian | Tbilisi |
DEU | Germany | Federal Republic of Germany; FRG; West Germany | German, West German | Berlin | Bonn
GHA | Ghana | Gold Coast | Ghanaian | Accra |
GRC | Greece | Hellenic Republic | Greek, Hellenic~ | Athens |
GRD | Grenada | | Grenadian | Saint George's | St. George's; St George's
GTM | Guatemala | | Guatemalan | Guatemala City |
GIN | Guinea | Republic of Guinea; Guinea-Conakry; Guinea (Conakry) | Guinean | Conakry |
GNB | Guinea-Bissau | Guinea Bissau; Republic of Guinea-Bissau; Portuguese Guinea | Bissau-Guinean, Guinea-Bissauan | Bissau |
GUY | Guyana | Co-operative Republic of Guyana; Cooperative Republic of Guyana; British Guiana | Guyanese | Georgetown |
HTI | Haiti | Haïti | Haitian | Port-au-Prince | Port au Prince
HND | Honduras | | Honduran | Tegucigalpa |
HUN | Hungary | | Hungarian | Budapest |
ISL | Iceland | | Icelandic~, Icelander | Reykjavík |
IND | India | Bharat | Indian | New Delhi | Delhi; South Block
IDN | Indonesia | Dutch East Indies | Indonesian | Jakarta | Djakarta
IRN | Iran | Islamic Republic of Iran; Iran (Islamic Republic of); Persia | Iranian | Tehran | Teheran
IRQ | Iraq | | Iraqi | Baghdad |
IRL | Ireland | Republic of Ireland; Eire; Éire; Irish Republic; Irish Free State | Irish, Irishman~, Irishmen~ | Dublin |
ISR | Israel | State of Israel | Israeli | - |
ITA | Italy | Italian Republic | Italian | Rome | Quirinale; Palazzo Chigi; Farnesina
JAM | Jamaica | | Jamaican | Kingston |
JPN | Japan | | Japanese | Tokyo | Kantei
JOR | Jordan | Hashemite Kingdom of Jordan; Hashemite Kingdom; Transjordan | Jordanian | Amman |
KAZ | Kazakhstan | Kazakstan | Kazakhstani, Kazakh | Astana | Nur-Sultan; Nursultan
KEN | Kenya | | Kenyan | Nairobi |
KIR | Kiribati | | I-Kiribati~ | South Tarawa | Tarawa
KWT | Kuwait | State of Kuwait | Kuwaiti | Kuwait City |
KGZ | Kyrgyzstan | Kyrgyz Republic; Kirghizia; Kirgizstan; Kirghizstan | Kyrgyz~, Kyrgyzstani | Bishkek |
LAO | Laos | Lao People's Democratic Republic; Lao PDR; Lao P.D.R.; Lao Democratic People's Republic; Kingdom of Laos | Laotian, Lao~ | Vientiane |
LVA | Latvia | | Latvian | Riga |
LBN | Lebanon | Lebanese Republic | Lebanese | Beirut | Baabda
LSO | Lesotho | Basutoland | Basotho~, Mosotho~ | Maseru |
LBR | Liberia | | Liberian | Monrovia |
LBY | Libya | Libyan Arab Jamahiriya; Socialist People's Libyan Arab Jamahiriya; Great Socialist People's Libyan Arab Jamahiriya; State of Libya; Libyan Arab Republic | Libyan | Tripoli |
LIE | Liechtenstein | Principality of Liechtenstein | Liechtensteiner | Vaduz |
LTU | Lithuania | | Lithuanian | Vilnius |
LUX | Luxembourg | Luxemburg; Grand Duchy of Luxembourg; Grand Duchy | Luxembourgish~, Luxembourger | Luxembourg! |
MDG | Madagascar | Malagasy Republic | Malagasy~, Madagascan | Antananarivo |
MWI | Malawi | Nyasaland | Malawian | Lilongwe |
MYS | Malaysia | Federation of Malaya; Malaya | Malaysian | Kuala Lumpur | Putrajaya
MDV | Maldives | The Maldives; Maldive Islands | Maldivian | Malé |
MLI | Mali | | Malian | Bamako |
MLT | Malta | | Maltese | Valletta |
MHL | Marshall Islands | The Marshall Islands; Republic of the Marshall Islands; RMI | Marshallese, Marshall Islander | Majuro |
MRT | Mauritania | Islamic Republic of Mauritania | Mauritanian | Nouakchott |
MUS | Mauritius | | Mauritian | Port Louis |
MEX | Mexico | México; United Mexican States | Mexican | Mexico City | Los Pinos
FSM | Micronesia | Federated States of Micronesia; Micronesia (Federated States of); FSM | Micronesian | Palikir |
MCO | Monaco | Principality of Monaco | Monégasque, Monacan | Monaco! |
MNG | Mongolia | Mongolian People's Republic; Outer Mongolia | Mongolian | Ulaanbaatar | Ulan Bator
MNE | Montenegro | | Montenegrin | Podgorica |
MAR | Morocco | Kingdom of Morocco | Moroccan | Rabat |
MOZ | Mozambique | | Mozambican, Mozambiquan | Maputo |
MMR | Myanmar | Burma; Republic of the Union of Myanmar; Union of Myanmar; Union of Burma; Myanmar (Burma); Burma/Myanmar; Burma (Myanmar) | Burmese, Myanma~, Myanmarese | Naypyidaw | Nay Pyi Taw; Naypyitaw; Rangoon; Yangon
NAM | Namibia | South West Africa; South-West Africa | Namibian | Windhoek |
NRU | Nauru | | Nauruan | - |
NPL | Nepal | Federal Democratic Republic of Nepal; Kingdom of Nepal | Nepalese, Nepali | Kathmandu | Katmandu; Singha Durbar
NLD | Netherlands | The Netherlands; Kingdom of the Netherlands; Netherlands (Kingdom of the); Kingdom of The Netherlands; Holland | Dutch, Dutchman~, Dutchmen~, Netherlander | Amsterdam! | Binnenhof
NZL | New Zealand | Aotearoa; Aotearoa New Zealand; N.Z. | New Zealander, Kiwi | Wellington | Beehive
NIC | Nicaragua | | Nicaraguan | Managua |
NER | Niger | Republic of the Niger; Republic of Niger | Nigerien | Niamey |
NGA | Nigeria | Federal Republic of Nigeria | Nigerian | Abuja | Aso Rock
MKD | North Macedonia | Republic of North Macedonia; Macedonia; Republic of Macedonia; The former Yugoslav Republic of Macedonia; Former Yugoslav Republic of Macedonia; FYROM; FYR Macedonia | Macedonian, North Macedonian | Skopje |
NOR | Norway | Kingdom of Norway | Norwegian | Oslo |
OMN | Oman | Sultanate of Oman; Muscat and Oman | Omani | Muscat |
PAK | Pakistan | Islamic Republic of Pakistan | Pakistani | Islamabad |
PLW | Palau | Belau | Palauan | Ngerulmud |
PAN | Panama | Panamá | Panamanian | Panama City |
PNG | Papua New Guinea | PNG; Independent State of Papua New Guinea; Papua-New Guinea | Papua New Guinean | Port Moresby |
PRY | Paraguay | | Paraguayan | Asunción |
PER | Peru | Perú | Peruvian | Lima |
PHL | Philippines | The Philippines; Republic of the Philippines; Philippine Islands; Philippine Republic | Filipino, Philippine~, Filipina | Manila | Malacañang; Malacañang Palace
POL | Poland | Polish People's Republic; Republic of Poland | Polish, Pole | Warsaw |
PRT | Portugal | | Portuguese | Lisbon |
QAT | Qatar | State of Qatar | Qatari | Doha |
KOR | South Korea | Republic of Korea; ROK; R.O.K.; S. Korea; Korea (Republic of); Republic of Korea (ROK) | South Korean | Seoul | Blue House
MDA | Moldova | Republic of Moldova; Moldavia; Moldova (Republic of); Republic of Moldavia | Moldovan, Moldavian | Chișinău | Chişinău; Kishinev
ROU | Romania | Rumania; Roumania | Romanian, Rumanian | Bucharest |
RUS | Russia | Russian Federation; Russian Fed.; The Russian Federation | Russian | Moscow | Kremlin; Smolenskaya Square
RWA | Rwanda | Ruanda | Rwandan, Rwandese | Kigali |
KNA | Saint Kitts and Nevis | St. Kitts and Nevis; St Kitts and Nevis; St. Kitts & Nevis; Federation of Saint Christopher and Nevis; Saint Christopher and Nevis; St. Kitts; St Kitts | Kittitian, Nevisian, Kittitian and Nevisian | Basseterre |
LCA | Saint Lucia | St. Lucia; St Lucia | Saint Lucian, St. Lucian, St Lucian | Castries |
VCT | Saint Vincent and the Grenadines | St. Vincent and the Grenadines; St Vincent and the Grenadines; Saint Vincent & the Grenadines; St. Vincent & the Grenadines; Saint Vincent; St. Vincent; St Vincent; SVG | Vincentian, Saint Vincentian | Kingstown |
WSM | Samoa | Western Samoa; Independent State of Samoa | Samoan | Apia |
SMR | San Marino | Republic of San Marino; Most Serene Republic of San Marino | Sammarinese | San Marino! |
STP | Sao Tome and Principe | São Tomé and Príncipe; Sao Tome & Principe; Sao Tomé and Principe; Democratic Republic of Sao Tome and Principe; São Tomé | São Toméan, Santomean | São Tomé! |
SAU | Saudi Arabia | Kingdom of Saudi Arabia; KSA; K.S.A.; Saudi Kingdom | Saudi, Saudi Arabian | Riyadh |
SEN | Senegal | Sénégal | Senegalese | Dakar |
SRB | Serbia | Republic of Serbia | Serbian | Belgrade |
SYC | Seychelles | The Seychelles | Seychellois~ | Victoria! |
SLE | Sierra Leone | | Sierra Leonean, Sierra Leonian | Freetown |
SGP | Singapore | Republic of Singapore | Singaporean | Singapore! |
SVK | Slovakia | Slovak Republic | Slovak, Slovakian | Bratislava |
SVN | Slovenia | | Slovenian, Slovene | Ljubljana |
SLB | Solomon Islands | The Solomon Islands; Solomons | Solomon Islander | Honiara |
SOM | Somalia | Somali Republic; Federal Republic of Somalia; Somali Democratic Republic | Somali, Somalian | Mogadishu | Villa Somalia
ZAF | South Africa | Republic of South Africa; RSA; Union of South Africa | South African | Pretoria | Union Buildings; Tshwane
SSD | South Sudan | Republic of South Sudan; Southern Sudan | South Sudanese | Juba |
ESP | Spain | Kingdom of Spain | Spanish, Spaniard | Madrid | Moncloa; Zarzuela
LKA | Sri Lanka | Ceylon; Democratic Socialist Republic of Sri Lanka | Sri Lankan, Ceylonese | Sri Jayawardenepura Kotte! | Colombo
SDN | Sudan | The Sudan; Republic of the Sudan; Republic of Sudan | Sudanese | Khartoum |
SUR | Suriname | Surinam; Dutch Guiana | Surinamese | Paramaribo |
SWE | Sweden | Kingdom of Sweden | Swedish, Swede | Stockholm |
CHE | Switzerland | Swiss Confederation | Swiss | Bern | Berne; Federal Palace
SYR | Syria | Syrian Arab Republic | Syrian | Damascus |
TJK | Tajikistan | Tadzhikistan; Tadjikistan | Tajikistani, Tajik | Dushanbe |
THA | Thailand | Siam; Kingdom of Thailand | Thai | Bangkok |
TGO | Togo | Togolese Republic | Togolese | Lomé |
TON | Tonga | Kingdom of Tonga | Tongan | Nukuʻalofa | Nuku'alofa; Nukualofa
TTO | Trinidad and Tobago | Trinidad & Tobago; Trinidad; Republic of Trinidad and Tobago | Trinidadian, Tobagonian, Trinidad and Tobagonian | Port of Spain | Port-of-Spain
TUN | Tunisia | | Tunisian | Tunis |
TUR | Turkey | Türkiye; Republic of Turkey; Republic of Türkiye; Turkish Republic | Turkish, Turk | Ankara | Sublime Porte; Beştepe; Beshtepe
TKM | Turkmenistan | | Turkmenistani, Turkmenian | Ashgabat | Ashkhabad
TUV | Tuvalu | Ellice Islands | Tuvaluan | Funafuti |
UGA | Uganda | | Ugandan | Kampala |
UKR | Ukraine | The Ukraine; Ukrainian SSR; Ukrainian Soviet Socialist Republic | Ukrainian | Kyiv | Kiev; Bankova
ARE | United Arab Emirates | UAE; U.A.E.; The Emirates; Trucial States | Emirati, Emirian | Abu Dhabi |
GBR | United Kingdom | United Kingdom of Great Britain and Northern Ireland; UK; U.K.; Britain; Great Britain; GB; United Kingdom (UK) | British, Briton, Brit | London | Downing Street; 10 Downing Street; Number 10; No 10; No. 10; Whitehall
TZA | Tanzania | United Republic of Tanzania; Tanzania (United Republic of); Tanganyika | Tanzanian | Dodoma | Dar es Salaam
USA | United States | United States of America; U.S.; US; USA; U.S.A.; U. S.; U.S; U. S. A.; America; The States; United States (US) | American | Washington | Washington, D.C.; Washington D.C.; Washington, DC; Washington DC; Foggy Bottom; Capitol Hill
URY | Uruguay | Eastern Republic of Uruguay | Uruguayan | Montevideo |
UZB | Uzbekistan | | Uzbekistani, Uzbek | Tashkent |
VUT | Vanuatu | New Hebrides | Ni-Vanuatu~, Vanuatuan | Port Vila | Port-Vila
VEN | Venezuela | Bolivarian Republic of Venezuela; Venezuela (Bolivarian Republic of) | Venezuelan | Caracas | Miraflores; Miraflores Palace
VNM | Vietnam | Viet Nam; Viet-Nam; Socialist Republic of Viet Nam; Socialist Republic of Vietnam | Vietnamese | Hanoi | Ha Noi
YEM | Yemen | Republic of Yemen | Yemeni, Yemenite | Sana'a | Sanaa
ZMB | Zambia | Northern Rhodesia | Zambian | Lusaka |
ZWE | Zimbabwe | Rhodesia; Southern Rhodesia | Zimbabwean, Rhodesian | Harare |
VAT | Holy See | Vatican; The Vatican; Vatican City; Vatican City State; State of the Vatican City; Holy See (Vatican City State); Apostolic See | | - |
PSE | Palestine | State of Palestine; Palestinian Authority; Palestinian National Authority; Occupied Palestinian Territory; Occupied Palestinian Territories; Palestinian Territories; Palestinian Territory | Palestinian | - | Ramallah
TWN | Taiwan | Republic of China; ROC; R.O.C.; Formosa; Chinese Taipei; Taiwan, Province of China; Taiwan Province of China; Nationalist China | Taiwanese | Taipei |
XKX | Kosovo | Republic of Kosovo; Kosova; Kosovo and Metohija | Kosovar, Kosovan | Pristina | Prishtina; Priština
COK | Cook Islands | The Cook Islands | Cook Islander | Avarua |
NIU | Niue | | Niuean | Alofi |
ESH | Western Sahara | Sahrawi Arab Democratic Republic; Saharawi Arab Democratic Republic; Spanish Sahara; SADR | Sahrawi, Saharawi, Western Saharan | - |
SUN | Soviet Union | Union of Soviet Socialist Republics; USSR; U.S.S.R.; Soviet Russia; Union of the Soviet Socialist Republics | Soviet | - |
YUG | Yugoslavia | Socialist Federal Republic of Yugoslavia; Federal People's Republic of Yugoslavia; Federal Republic of Yugoslavia; SFRY; FRY; Jugoslavia; Kingdom of Yugoslavia; Former Yugoslavia | Yugoslav, Yugoslavian | - |
SCG | Serbia and Montenegro | State Union of Serbia and Montenegro | | - |
CSK | Czechoslovakia | Czechoslovak Republic; Czechoslovak Socialist Republic; Czech and Slovak Federal Republic; Czech and Slovak Federative Republic; Czecho-Slovakia; CSSR | Czechoslovak, Czechoslovakian | - |
DDR | East Germany | German Democratic Republic; GDR; G.D.R.; DDR | East German | - | East Berlin; Pankow
VDR | North Vietnam | Democratic Republic of Vietnam; Democratic Republic of Viet Nam; Democratic Republic of Viet-Nam; North Viet Nam; North Viet-Nam; DRV; D.R.V. | North Vietnamese | - |
YMD | South Yemen | People's Democratic Republic of Yemen; Democratic Yemen; PDRY; People's Republic of Southern Yemen; Southern Yemen | South Yemeni | - |
"""  # noqa: E501

# Rows that are not members of the United Nations today.
NOT_MEMBERS = {"VAT", "PSE", "TWN", "XKX", "COK", "NIU", "ESH"}
OBSERVERS = {"VAT", "PSE"}
HISTORICAL = {
    "SUN": ["RUS", "UKR", "BLR", "UZB", "KAZ", "GEO", "AZE", "LTU", "MDA", "LVA", "KGZ", "TJK", "ARM", "TKM", "EST"],
    "YUG": ["SRB", "HRV", "BIH", "SVN", "MKD", "MNE"],
    "SCG": ["SRB", "MNE"],
    "CSK": ["CZE", "SVK"],
    "DDR": ["DEU"],
    "VDR": ["VNM"],
    "YMD": ["YEM"],
}

# rigour's id is that of Vatican City (Q237); the observer State is the Holy See (Q159583,
# Q237 is its territory).  The last two are no territories of rigour's.
QID_OVERRIDES = {"VAT": "Q159583", "VDR": "Q172640", "YMD": "Q199841"}

# Names that are also a person's, a US state's, another place's or a common word's.  A reader
# should want a second sign (another country nearby, a preposition, a title) before believing one.
AMBIGUOUS = {
    "ATG": ["Saint John's", "St. John's", "St John's"],
    "BGR": ["Sofia"],
    "BEL": ["Brussels"],
    "CAF": ["CAR", "Central African"],
    "CHL": ["Santiago"],
    "COG": ["Congo"],
    "DEU": ["Berlin", "Bonn"],
    "FSM": ["Micronesia", "Micronesian"],
    "GBR": ["GB", "Number 10", "No 10", "No. 10", "Brit"],
    "GEO": ["Georgia", "Georgian"],
    "GIN": ["Guinea"],
    "GRD": ["Saint George's", "St. George's", "St George's"],
    "GUY": ["Georgetown"],
    "IND": ["Indian"],
    "IRL": ["Ireland"],
    "ISR": ["Israel"],
    "JAM": ["Kingston"],
    "JOR": ["Jordan", "Hashemite Kingdom"],
    "LAO": ["Lao"],
    "LBY": ["Tripoli"],
    "LUX": ["Luxembourg", "Grand Duchy"],
    "MDV": ["Malé"],
    "MLI": ["Mali"],
    "MKD": ["Macedonia", "Macedonian"],
    "NER": ["Niger"],
    "NLD": ["Holland"],
    "NZL": ["Wellington", "Kiwi", "Beehive", "Kiwis"],
    "PER": ["Lima"],
    "POL": ["Pole"],
    "DNK": ["Dane"],
    "FIN": ["Finn"],
    "SYC": ["Victoria"],
    "TCD": ["Chad"],
    "TUR": ["Turkey"],
    "TWN": ["ROC"],
    "USA": ["US", "America", "The States", "Washington"],
    "VCT": ["Saint Vincent", "St. Vincent", "St Vincent"],
    "WSM": ["Samoa", "Samoan"],
    "BHS": ["Nassau"],
    "FRA": ["Paris"],
    "VEN": ["Miraflores"],
    "CHE": ["Federal Palace"],
    "ZAF": ["Union Buildings"],
    "KOR": ["Blue House"],
}

# Words for the people of more than one country here (or of none for certain): never a country
# by themselves; a reader may use them once the text has named one of these countries.
AMBIGUOUS_DEMONYMS = {
    "Congolese": ["COG", "COD"],
    "Dominican": ["DMA", "DOM"],
    "Dominicans": ["DMA", "DOM"],
    "Korean": ["PRK", "KOR"],
    "Koreans": ["PRK", "KOR"],
    "Turkmen": ["TKM"],
    "Turkmens": ["TKM"],
    "Serb": ["SRB"],
    "Serbs": ["SRB"],
    "Croat": ["HRV"],
    "Croats": ["HRV"],
    "Bosniak": ["BIH"],
    "Bosniaks": ["BIH"],
    "Mongol": ["MNG"],
    "Mongols": ["MNG"],
    "English": ["GBR"],
    "Arabian": ["SAU"],
}

# Names pycountry or rigour would add that must not stand for the country.
DROP_NAMES = {
    "Palestine, State of",
    "Vatican City (Holy See)",
    "Congo, The Democratic Republic of the",
    "Korea, Republic of",
    "Korea, Democratic People's Republic of",
    "Taiwan, Province of China",
}

# Stripped of its accents this is an English word.
KEEP_ACCENTS = {"Malé"}

# Seen, weighed, and left as in TABLE.  Capitals: what countryinfo has instead.
KNOWN_CAPITALS = {
    "BDI": "Bujumbura",
    "KAZ": "Nur-Sultan",
    "LKA": "Colombo",
    "SWZ": "Lobamba",
    "GRD": "St. George's",
    "SMR": "City of San Marino",
    "USA": "Washington D.C.",
}

# Names rigour gives to a row of its own and this table to the state of today and
# two names of North Vietnam that it reads as Vietnam's.
KNOWN_NAMES = {
    "Byelorussian SSR": "BLR",
    "Byelorussian Soviet Socialist Republic": "BLR",
    "Ukrainian SSR": "UKR",
    "Ukrainian Soviet Socialist Republic": "UKR",
    "Zaire": "COD",
    "Zaïre": "COD",
    "Republic of Zaire": "COD",
    "Democratic Republic of Vietnam": "VDR",
    "Democratic Republic of Viet-Nam": "VDR",
}


def plain(text: str) -> str:
    """Without accents."""
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(ch for ch in decomposed if not unicodedata.combining(ch))


def key(text: str) -> str:
    """What two spellings of one name have in common, for the uniqueness check."""
    return " ".join(plain(text).casefold().replace("’", "'").replace("ʻ", "'").split())


def plural(word: str) -> str | None:
    if word.endswith("~"):
        return None
    if word.endswith(("ese", "ish", "ch", "ss", "s", "man", "men")) and word not in {
        "German",
        "West German",
        "East German",
        "Roman",
        "Burman",
    }:
        # -man: a Dutchman has no regular plural, a German has; Oman's and Yemen's end in -i
        return None
    return word + "s"


def with_plain(names: list[str]) -> list[str]:
    """Each name, followed by its spelling without accents where that differs."""
    out: dict[str, None] = {}
    for name in names:
        out[name] = None
        bare = plain(name).replace("ʻ", "'")
        if bare != name and name not in KEEP_ACCENTS:
            out[bare] = None
    return list(out)


def parse() -> list[dict]:
    rows = []
    for line in TABLE.strip().splitlines():
        iso, label, names, demonyms, capital, metonyms = (part.strip() for part in line.split("|"))
        rows.append(
            {
                "iso": iso,
                "label": label,
                "names": [n.strip() for n in names.split(";") if n.strip()],
                "demonyms": [d.strip() for d in demonyms.split(",") if d.strip()],
                "capital": "" if capital == "-" else capital,
                "metonyms": [m.strip() for m in metonyms.split(";") if m.strip()],
            }
        )
    return rows


def official(iso: str) -> tuple[list[str], str | None]:
    """The names pycountry and rigour give, and the wikidata id."""
    names: list[str] = []
    found = pycountry.countries.get(alpha_3=iso)
    if iso in HISTORICAL:  # ISO 3166-3 has names of its own making for these
        if pycountry.historic_countries.get(alpha_3=iso) is None:
            raise SystemExit(f"{iso}: no such code in ISO 3166-3")
    elif found is None and iso != "XKX":  # user-assigned, for Kosovo
        raise SystemExit(f"{iso}: no such code in ISO 3166-1")
    if found is not None:
        for attribute in ("name", "common_name", "official_name"):
            name = getattr(found, attribute, None)
            if not name:
                continue
            names.append(name)
            if ", " in name and name.endswith((" of", " of the")):  # «Iran, Islamic Republic of»
                head, tail = name.split(", ", 1)
                names += [f"{head} ({tail})", f"{tail} {head}"]
    territory = get_territory(iso.lower())
    qid = QID_OVERRIDES.get(iso)
    if territory is not None:
        names += [territory.name, territory.full_name]
        qid = qid or territory.qid
        if (territory.alpha3 or "").upper() != iso:
            raise SystemExit(f"{iso}: rigour answers with {territory.alpha3}")
    dropped = {key(n) for n in DROP_NAMES}
    return [n.replace("’", "'") for n in names if n and key(n) not in dropped], qid


def all_names(row: dict, from_sources: list[str]) -> list[str]:
    """The label, the hand-written names and the sources' names, each once."""
    seen: dict[str, str] = {}
    for name in [row["label"], *row["names"], *from_sources]:
        seen.setdefault(name.removeprefix("the "), name)
    return with_plain(list(seen))


def all_demonyms(row: dict) -> list[str]:
    """Each demonym, followed by its plural where it has one."""
    words: list[str] = []
    for word in row["demonyms"]:
        words.append(word.rstrip("~"))
        if more := plural(word):
            words.append(more)
    return with_plain(words)


def all_metonyms(row: dict) -> list[str]:
    """The capital, unless it is marked not to be one, and the other seats."""
    first = [] if not row["capital"] or row["capital"].endswith("!") else [row["capital"]]
    return with_plain([*first, *row["metonyms"]])


def standing(iso: str) -> dict:
    """Whether the state is a member, an observer, of the past."""
    out: dict = {}
    if iso in NOT_MEMBERS or iso in HISTORICAL:
        out["member"] = False
    if iso in OBSERVERS:
        out["observer"] = True
    if iso in HISTORICAL:
        out |= {"historical": True, "successors": HISTORICAL[iso]}
    return out


def finished(row: dict) -> dict:
    """The row of the table on disk."""
    iso = row["iso"]
    from_sources, qid = official(iso)
    out: dict = {
        "iso": iso,
        "label": row["label"],
        "wikidata": qid,
        "names": all_names(row, from_sources),
        "demonyms": all_demonyms(row),
        "capital": row["capital"].rstrip("!"),
        "metonyms": all_metonyms(row),
        "ambiguous_demonyms": [d for d, isos in AMBIGUOUS_DEMONYMS.items() if iso in isos],
    }
    forms = {*out["names"], *out["demonyms"], *out["metonyms"], out["capital"]}
    unsure = AMBIGUOUS.get(iso, [])
    out["ambiguous"] = [*unsure, *(plain(u) for u in unsure if plain(u) != u and plain(u) in forms)]
    return {k: v for k, v in out.items() if v} | standing(iso)


def compared(row: dict, out: dict) -> list[str]:
    """What rigour and countryinfo say otherwise than a row."""
    iso, capital, notes = row["iso"], out.get("capital", ""), []
    for name in row["names"]:
        hit = lookup_territory(name)
        if hit is not None and (hit.alpha3 or "").upper() != iso and KNOWN_NAMES.get(name) != iso:
            notes.append(f"{iso}: rigour reads «{name}» as {hit.code} {hit.name}")
    found = pycountry.countries.get(alpha_3=iso)
    try:
        theirs = CountryInfo(found.alpha_2).capital() if found else None
    except CountryNotFoundError:
        theirs = None
    if theirs and capital and key(theirs) != key(capital) and KNOWN_CAPITALS.get(iso) != theirs:
        notes.append(f"{iso}: capital «{capital}», countryinfo «{theirs}»")
    if not out.get("wikidata"):
        notes.append(f"{iso}: no wikidata id")
    forms = {*out["names"], *out.get("demonyms", []), *out.get("metonyms", []), capital}
    notes += [f"{iso}: ambiguous «{n}» is no form of it" for n in AMBIGUOUS.get(iso, []) if n not in forms]
    return notes


def clashes(rows: list[dict]) -> list[str]:
    """Forms that two rows, or two fields of one row, lay claim to."""
    notes: list[str] = []
    owner: dict[str, tuple[str, str]] = {}
    for row in rows:
        for field in ("names", "demonyms", "metonyms"):
            for value in row.get(field, []):
                before = owner.setdefault(key(value), (row["iso"], field))
                if before[0] != row["iso"]:
                    notes.append(f"DUPLICATE «{value}»: {before[0]} and {row['iso']}")
                elif before[1] != field:
                    notes.append(f"{row['iso']}: «{value}» among {before[1]} and {field}")
    shared = [word for word in AMBIGUOUS_DEMONYMS if key(word) in owner]
    notes += [f"DUPLICATE «{word}»: listed as shared, yet of {owner[key(word)][0]}" for word in shared]
    return notes


def build() -> tuple[list[dict], list[str]]:
    """The rows, and what is to be looked at; a note that begins DUPLICATE forbids writing."""
    notes: list[str] = []
    rows = []
    for row in parse():
        rows.append(finished(row))
        notes += compared(row, rows[-1])
    notes += clashes(rows)
    members = sum(row.get("member", True) for row in rows)
    if members != 193:
        notes.append(f"DUPLICATE or missing: {members} members, not 193")
    rows.sort(key=lambda row: (bool(row.get("historical")), row["iso"]))
    return rows, notes


HEADER = """\
# States and how English texts name them.  Written by tools/make_countries.py: change that, not this.
#
# iso                 alpha-3 (ISO 3166-1; 3166-3 for states of the past; XKX is user-assigned)
# label               the short English name
# names               every English name and spelling; no name belongs to two rows.  An article
#                     before a name («the Netherlands») is the reader's to allow, and so are the
#                     two apostrophes (written ' here).  Spellings without accents are listed.
# demonyms            adjectives and nouns of this country only
# ambiguous_demonyms  words several countries share («Congolese»), or that also name a people
# capital, metonyms   the capital; the places that stand for the government («Moscow», «Kremlin»)
# ambiguous           forms above that may be something else (a person, a US state, a word)
# member: false       not a member of the United Nations (observer: true — an observer State)
# historical: true    no longer exists; successors: the states in its place
"""


def render(rows: list[dict]) -> str:
    body = yaml.dump(rows, allow_unicode=True, sort_keys=False, width=98, default_flow_style=None)
    return HEADER + "\n" + body


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    args = parser.parse_args()
    rows, notes = build()
    for note in notes:
        print(note, file=sys.stderr)
    if any(note.startswith("DUPLICATE") for note in notes):
        return 1
    text = render(rows)
    if args.check:
        return 0 if OUT.read_text(encoding="utf-8") == text else 1
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(text, encoding="utf-8")
    print(f"{len(rows)} states, {sum(len(r['names']) for r in rows)} names -> {OUT}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
