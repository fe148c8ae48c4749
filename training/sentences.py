"""Write training sentences about marked parties, from patterns of our own and names of real states, groups and offices.

Every pattern serves every party alike: which name fills which slot is drawn at random, so that no type sticks to a name.
A slot is `{A}` (who does it) or `{R}` (to whom); the trigger stands in square brackets. A slot's kinds follow a colon:
g government or state, p person in office, m armed body, c crowd or people, o organisation, t a place or a thing that is hit.
Must not hold sentences of the CAMEO manual or of the PLOVER gold records: they are the test part of other people's data.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

NAMES: dict[str, tuple[str, ...]] = {
    "g": tuple(
        """Russia|Ukraine|the United States|China|Iran|Israel|Syria|Iraq|Turkey|Saudi Arabia|Qatar|Egypt|Sudan|South Sudan|Ethiopia
Eritrea|Kenya|Somalia|Nigeria|Mali|Niger|Chad|Libya|Tunisia|Algeria|Morocco|France|Germany|Britain|Spain|Italy|Greece|Serbia
Kosovo|Albania|Poland|Hungary|Belarus|Moldova|Georgia|Armenia|Azerbaijan|Kazakhstan|Uzbekistan|Afghanistan|Pakistan|India
Bangladesh|Sri Lanka|Nepal|Myanmar|Thailand|Cambodia|Vietnam|Laos|Malaysia|Indonesia|the Philippines|Japan|South Korea
North Korea|Taiwan|Australia|New Zealand|Canada|Mexico|Guatemala|Honduras|El Salvador|Nicaragua|Colombia|Venezuela|Ecuador
Peru|Bolivia|Chile|Argentina|Brazil|Cuba|Haiti|Jordan|Lebanon|Yemen|Oman|Kuwait|Bahrain|Cyprus|Rwanda|Burundi|Uganda|Congo
Zimbabwe|Zambia|Mozambique|Angola|South Africa|Ghana|Senegal|Moscow|Kyiv|Washington|Beijing|Tehran|Ankara|Riyadh|Cairo
Islamabad|New Delhi|Tokyo|Seoul|Pyongyang|Paris|Berlin|London|Rome|Warsaw|Caracas|Bogota|the Iraqi government|the Afghan government
the Libyan government|the Ukrainian authorities|the Chinese authorities|the Turkish government|the government of Mali
the Sri Lankan government|the Palestinian Authority|the Sudanese authorities|the Kremlin|the White House|the European Union""".replace(
            "\n", "|"
        ).split("|")
    ),
    "p": tuple(
        """President Vladimir Putin|President Joe Biden|Prime Minister Narendra Modi|Recep Tayyip Erdogan|Foreign Minister Wang Yi
the Iranian foreign minister|the Israeli prime minister|the French president|the German chancellor|the Pakistani army chief
Angela Merkel|Nicolas Maduro|Iraqi Prime Minister Haider al-Abadi|Syrian President Bashar al-Assad|the Egyptian president
the Saudi crown prince|Kenyan President Uhuru Kenyatta|the Ethiopian prime minister|the British defence secretary
U.S. Secretary of State John Kerry|Sergei Lavrov|the Turkish interior minister|the governor of Helmand|the mayor of Kyiv
the opposition leader|Juan Guaido|Aung San Suu Kyi|Shinzo Abe|Boris Johnson|the Venezuelan defence minister
the Lebanese premier|the Iraqi interior minister|Brazilian President Jair Bolsonaro|Kim Jong Un|Volodymyr Zelensky
the Nigerian president|Abdel Fattah al-Burhan|Khalifa Haftar|the UN envoy|the Colombian attorney general
the Philippine president|Indonesian President Joko Widodo|a senior Hamas official|the bishop of Managua""".replace(
            "\n", "|"
        ).split("|")
    ),
    "m": tuple(
        """the Taliban|Hezbollah|Hamas|al-Shabab|Boko Haram|Islamic State|ISIS|the Houthis|the PKK|the FARC|the ELN|the Kurdish peshmerga
the Syrian army|the Iraqi army|the Turkish military|Israeli forces|Russian troops|Ukrainian forces|Saudi-led coalition forces
the Free Syrian Army|the Rapid Support Forces|Tigrayan forces|the Ethiopian army|separatist rebels|government troops
Maoist rebels|the Tamil Tigers|Sunni militants|Shiite militiamen|masked gunmen|suspected insurgents|the U.S. military
NATO forces|the Indian army|the Pakistani military|the Afghan national army|the Colombian army|M23 rebels|the Lebanese army
Abu Sayyaf|al-Qaeda|the Wagner group|the Syrian Democratic Forces|the Libyan National Army|Azerbaijani forces
Armenian forces|the Myanmar military|the Arakan Army|the Philippine marines|the Mexican navy|riot police|border guards""".replace(
            "\n", "|"
        ).split("|")
    ),
    "c": tuple(
        """protesters|thousands of students|opposition supporters|striking miners|teachers|farmers|villagers|residents of Mosul
Palestinian youths|pro-democracy activists|hundreds of demonstrators|railway workers|nurses|truck drivers|refugees|asylum seekers
civilians|worshippers|aid workers|three journalists|local reporters|two opposition lawmakers|a human rights lawyer
four police officers|a tribal elder|migrants|Rohingya refugees|Syrian refugees|detainees|political prisoners|a foreign engineer
tens of thousands of people|a group of monks|shopkeepers|the families of the victims|an Iranian-American scholar""".replace(
            "\n", "|"
        ).split("|")
    ),
    "o": tuple(
        """the United Nations|the UN Security Council|Amnesty International|Human Rights Watch|the Red Cross|the African Union|NATO
the Arab League|the World Health Organization|the World Food Programme|Doctors Without Borders|the International Criminal Court
the IMF|the World Bank|the European Commission|the U.S. State Department|the Pentagon|the Russian foreign ministry
the Israeli parliament|the Supreme Court|a Turkish court|the opposition Democratic Alliance|the trade union federation
the Muslim Brotherhood|the Catholic Church|the election commission|the national police|the interior ministry|the OSCE
the U.S. Congress|a federal judge|Iran's parliament|ASEAN|the Economic Community of West African States|UNICEF""".replace(
            "\n", "|"
        ).split("|")
    ),
    "t": tuple(
        """a military base near Aleppo|a police checkpoint in Kandahar|an oil refinery in Basra|a market in Maiduguri|a hospital in Idlib
the port of Hodeidah|an army convoy|the airport in Tripoli|a village in Darfur|a mosque in Kabul|positions in Donetsk|a power plant
the town of Kobane|the U.S. embassy in Baghdad|a bus carrying soldiers|a school in Peshawar|a church in Cairo|ships in the Red Sea""".replace(
            "\n", "|"
        ).split("|")
    ),
}

# Written for this project. One line a pattern; `|` parts the patterns of a type.
PATTERNS: dict[str, str] = {
    "ASSAULT": """{A:gm} [attacked] {R:gmct}|{A:gm} [bombed] {R:mt}|{A:m} [killed] nine members of {R:m}|{A:m} opened [fire] on {R:c}
{R:mct} came under [attack] from {A:m}|{R:mt} was [shelled] by {A:gm}|{R:c} were [shot] dead by {A:m}|{A:m} [ambushed] {R:m}
{A:m} [abducted] {R:c}|{R:c} were [kidnapped] by {A:m}|{A:gm} carried out air [strikes] against {R:mt}|{A:m} fired [rockets] at {R:gt}
an [attack] by {A:m} on {R:mt}|a suicide bomber of {A:m} [struck] {R:t}|{A:m} [clashed] with {R:m}|{A:m} [fought] {R:m} for hours
{R:m} lost twelve men in an [assault] by {A:m}|{A:m} beat and [tortured] {R:c}|{A:m} [massacred] {R:c}|{A:gm} [invaded] {R:g}
{R:gmt} was [hit] by missiles that {A:gm} had fired|a drone launched by {A:gm} [struck] {R:mt}|{A:m} [stormed] {R:t}
{R:p} was [assassinated] by {A:m}|{A:m} [wounded] {R:c}|{R:c} were [killed] when {A:m} fired on them|{A:m} [stabbed] {R:p}
{R:mct} was the target of a car [bombing] claimed by {A:m}|mortar rounds that {A:m} [fired] killed {R:c}|{R:c} died in an air [raid] by {A:gm}
[fighting] between {A:m} and {R:m} went on overnight|{R:p} survived an assassination [attempt] by {A:m}|{A:gm} [hit] {R:mt} with drones and rockets
{A:m} overran {R:t} in a dawn [offensive]|the [killing] of {R:c} by {A:m}|{R:c} were taken [hostage] by {A:m}|{A:gm} began an [offensive] against {R:m}
snipers of {A:m} [shot] {R:c}|{A:m} [blew] up {R:t}|a roadside bomb laid by {A:m} [killed] four of {R:m}""",
    "COERCE": """{A:gmo} [arrested] {R:cp}|{R:cp} were [detained] by {A:mg}|{A:o} [sentenced] {R:cp} to ten years|{A:gm} [seized] a ship of {R:g}
{A:m} [raided] the offices of {R:o}|{A:g} imposed a [curfew] on {R:c}|{A:g} [deported] {R:c}|{A:g} [banned] {R:o} from working there
{R:c} were put under house [arrest] by {A:go}|{A:m} used [tear gas] against {R:c}|{A:g} [blocked] the websites of {R:o}
{A:m} [blockaded] {R:t}|{R:p} was taken into [custody] by {A:mo}|{A:g} [confiscated] the land of {R:c}|{A:m} [destroyed] the homes of {R:c}
hackers working for {A:g} broke into the networks of {R:go} in a cyber [attack]|{A:g} [jailed] {R:cp}|{A:gm} [captured] {R:c}
the [detention] of {R:c} by {A:mg}|{A:m} [dispersed] {R:c}|{A:go} [suspended] the licence of {R:o}|{R:o} was [shut] down by {A:g}
{R:c} were rounded up by {A:m} in overnight [raids]|{A:o} [committed] {R:cp} to prison|{A:gm} [evicted] {R:c} from the camp
{A:g} declared martial [law], and {R:c} may not leave their homes|{A:m} [burned] the houses of {R:c}|the [arrest] of {R:cp} by {A:mo}
{A:g} [extended] the emergency against {R:c}|{R:o} had its accounts [frozen] by {A:go}|{A:m} [searched] the office of {R:o}|{A:g} [fined] {R:o}
{A:m} [besieged] {R:t}|{R:p} was put in [prison] by {A:g}|{A:go} [censored] reports about {R:go}""",
    "MOBILIZE": """{A:g} [deployed] troops along the border with {R:g}|{A:g} put its army on high [alert] against {R:gm}|{A:g} [sent] warships towards {R:g}
{A:g} [massed] tanks near {R:g}|{A:g} [test]-fired a missile over {R:g}|{A:g} called up [reservists] against {R:gm}
{A:gm} began a military [exercise] near {R:g}|{A:g} [reinforced] its garrisons facing {R:gm}|{A:gm} [moved] artillery to the frontier with {R:g}
fighter jets were [scrambled] by {A:g} to meet aircraft of {R:g}|{R:g} found two divisions of {A:g} [deployed] at its border
{A:m} were [posted] around {R:t}|{A:g} [mobilised] its militia against {R:m}|extra police were [stationed] by {A:go} at {R:t}
{A:g} raised the [readiness] of its forces facing {R:gm}|a troop [build-up] by {A:g} on the border of {R:g}
{A:g} [positioned] air-defence batteries within reach of {R:g}|{A:m} [marched] towards {R:t}|{A:g} paraded new missiles in a [show] of force aimed at {R:g}
{A:g} [sent] thousands of soldiers to its border with {R:g}|{A:gm} were placed on [alert] over {R:gm}|{A:g} [moved] a carrier group close to {R:g}
{A:m} are [preparing] for battle with {R:m}|{A:g} ordered a general [mobilisation] against {R:gm}|police were [deployed] by {A:g} as {R:c} gathered
{A:g} flew [bombers] near the coast of {R:g}|{A:g} stepped up [patrols] along the frontier with {R:g}|{R:g} is ringed by bases to which {A:g} has [rushed] men
{A:g} [fired] a ballistic missile into the sea in a test watched by {R:g}|war [games] by {A:g} off the coast of {R:g}""",
    "PROTEST": """{A:c} [demonstrated] against {R:gp}|{A:c} [protested] outside the embassy of {R:g}|{A:c} went on [strike] against {R:go}
{A:c} [rallied] against {R:gp}|{A:c} [marched] on the palace to demand that {R:p} go|{A:c} began a hunger [strike] over the policy of {R:g}
{R:gp} faced [protests] by {A:c}|[riots] by {A:c} shook {R:t}|{A:c} blocked roads in a [protest] at {R:go}|{R:g} was paralysed by a [strike] of {A:c}
{A:c} [boycotted] a session called by {R:po}|{A:c} staged a [sit-in] against {R:go}|{A:c} took to the [streets] against {R:gp}
a [demonstration] by {A:c} against {R:g}|{A:c} burned flags of {R:g} at a [rally]|{A:c} [walked] out over pay offered by {R:go}
{A:c} threw stones at {R:m} in a [riot]|{R:p} was met by {A:c}, who [demonstrated] against him
{A:c} [chanted] against {R:gp} in the main square|a general [strike] by {A:c} against the reforms of {R:gp}|{A:c} [besieged] the office of {R:go} to demand jobs
{R:o} was forced to close by the [strike] of {A:c}|{A:c} held a candlelight [vigil] against {R:g}|{A:c} stopped [work] in a dispute with {R:o}
{A:c} [picketed] {R:o}|{A:c} burned tyres and [rioted] against {R:gp}|{R:p} was greeted with [protests] by {A:c}""",
    "SANCTION": """{A:g} [expelled] two diplomats of {R:g}|{A:go} imposed [sanctions] on {R:gmp}|{A:g} [recalled] its ambassador from {R:g}
{A:g} [cut] diplomatic ties with {R:g}|{A:g} [suspended] aid to {R:gm}|{A:g} placed an arms [embargo] on {R:gm}|{A:go} [froze] the assets of {R:gmp}
{A:g} [closed] its embassy in {R:g}|{A:g} [halted] gas deliveries to {R:g}|{R:g} was [suspended] from its seat by {A:o}
{R:gp} was hit with new [sanctions] by {A:go}|{A:g} [broke] off relations with {R:g}|{A:g} stopped [talks] with {R:gm}
{A:g} raised [tariffs] on goods from {R:g}|{A:g} called for nothing less than a [boycott] and stopped buying from {R:g}
envoys of {R:g} were [expelled] by {A:g}|{A:g} [withdrew] from its treaty with {R:g}|an [embargo] by {A:go} against {R:g}
{A:g} [pulled] out of talks with {R:gm}|{A:g} [downgraded] its ties with {R:g}|flights to {R:g} were [suspended] by {A:g}
{A:go} [stopped] payments to {R:gm}|{A:o} [withdrew] its monitors from {R:g}|{A:g} issued a travel [warning] for {R:g}|{A:g} [ended] its cooperation with {R:go}
{A:g} [banned] imports from {R:g}|{A:g} ordered the diplomats of {R:g} to [leave]|{R:g} lost the aid that {A:go} [halted]|{A:g} [cancelled] a treaty with {R:g}""",
    "THREATEN": """{A:gm} [threatened] {R:gmc} with war|{A:gp} [warned] {R:g} of grave consequences|{A:gm} [vowed] to strike {R:gm}
{A:gpo} gave {R:gm} an [ultimatum]|{A:g} [threatened] to impose sanctions on {R:g}|{R:g} was [threatened] with attack by {A:gm}
{A:p} said that {R:g} would [pay] for it|{A:m} [threatened] to kill {R:c}|{A:gm} [vowed] revenge on {R:gm}|{A:g} [warned] that it would cut off gas to {R:g}
a [threat] by {A:gm} to attack {R:gt}|{A:gp} set {R:gm} a [deadline] of three days or face force|{R:c} received death [threats] from {A:m}
{A:m} [pledged] to go on attacking {R:gm}|{A:g} [warned] {R:o} that it might expel its staff|{R:gm} was [warned] by {A:gp} not to cross the line
{A:gp} said it would strike back if {R:gm} attacked, a [warning] repeated later|{A:gm} [threatened] {R:gm} with rockets|{A:go} issued an [ultimatum] to {R:gm}
{A:g} could cut aid to {R:g}, it [warned]|{A:c} [threatened] to strike if {R:go} does not pay|{R:gm} was given a [deadline] by {A:gpo} to withdraw
{A:g} [threatened] {R:g} with new tariffs|[threats] by {A:m} against {R:c}|{A:g} [warned] it would close its airspace to {R:g}|{A:m} [swore] to avenge itself on {R:gm}""",
    "ACCUSE": """{A:gpo} [condemned] {R:gm}|{A:gpo} [accused] {R:gm} of arming the rebels|{A:gp} [blamed] {R:gm} for the deaths|{A:po} [criticised] {R:gp}
{A:o} [charged] {R:p} with treason|{R:cp} was [convicted] by {A:o} of spying|{A:o} found {R:cp} [guilty] of fraud
{A:o} [convicted] {R:cp} of murder|{A:o} [seeks] life in prison for {R:cp}|{A:o} [searched] the home of {R:p} for evidence|{A:o} opened an [investigation] into {R:gpo}|{A:o} [sued] {R:go}|{A:gp} [denounced] the policy of {R:g}
{R:gm} was [condemned] by {A:gpo}|{R:gp} was [accused] of corruption by {A:po}|{A:g} lodged a [complaint] against {R:g}
{R:p} came under [criticism] from {A:po}|{A:p} [called] {R:p} a liar|{A:gpo} expressed deep [concern] at the conduct of {R:gm}
{A:gp} [deplored] what {R:gm} had done|{A:g} [summoned] the ambassador of {R:g} in protest|{A:o} [indicted] {R:p}
an [accusation] by {A:gp} against {R:gm}|{R:gm} stands [accused] by {A:o} of war crimes|{A:po} [rebuked] {R:gp}|{A:o} is [investigating] {R:mo}
{A:gpo} [said] {R:gm} was to blame for the collapse|{A:po} voiced [outrage] at {R:gp}|{A:o} is [probing] the accounts of {R:po}|{A:gp} [protested] to {R:g} over the incident
{A:gpo} [slammed] {R:gm}|{A:c} filed a [lawsuit] against {R:go}|{A:gp} [alleged] that {R:gm} had broken the truce|{R:p} is under [investigation] by {A:o}
{A:gp} expressed [alarm] over the arms of {R:g}|{A:po} [mocked] {R:p}|{R:g} was [criticised] by {A:o} over its prisons|{A:gp} [decried] the raid by {R:gm}""",
    "REJECT": """{A:gpm} [rejected] an offer by {R:gpm}|{A:gp} [refused] to meet {R:gp}|{A:g} [vetoed] a draft of {R:go}|{A:gm} turned [down] a truce proposed by {R:gm}
{A:gp} [dismissed] the demands of {R:gpm}|a plea by {R:gco} was [rejected] by {A:gpo}|{A:o} [denied] the appeal of {R:cp}
{A:gp} [ruled] out talks with {R:gm}|{A:g} [declined] to let {R:o} in|{A:gp} [opposed] a plan of {R:gp}|{R:gm} was [rebuffed] by {A:gp}
{A:gp} will not [accept] terms set by {R:g}|the [refusal] of {A:gm} to negotiate with {R:gm}|{A:g} [defied] {R:go}
talks between {A:gm} and {R:gm} [failed]|{A:po} voted [against] a bill of {R:gp}|{A:g} [ignored] the request of {R:go}
{A:gp} said it will not [accept] refugees from {R:g}|{A:gp} will [never] recognise {R:gm}|{A:g} [refused] to extradite {R:cp}|{A:m} [broke] off a deal with {R:gm}
{A:gp} [denied] entry to {R:cp}|{A:gp} said no [deal] with {R:gm} was possible|{A:gp} [resisted] calls by {R:o} to resign|{A:o} threw [out] a suit brought by {R:co}
{A:g} [blocked] a resolution of {R:go}|{R:gco} saw its request [turned] down by {A:gpo}|{A:gm} and {R:gm} could not [agree]|{A:gp} would not [meet] {R:p}""",
    "REQUEST": """{A:gpo} [urged] {R:gm} to stop|{A:gpo} [called] on {R:gm} to free the hostages|{A:gp} [demanded] that {R:gm} pull back
{A:gc} [asked] {R:go} for help|{A:p} [appealed] to {R:go} for food|{A:c} [petitioned] {R:gpo}|{R:gm} was [urged] by {A:gpo} to hold fire
{A:gp} [requested] a meeting with {R:gp}|{A:gpo} [pressed] {R:gp} to reform|a [call] by {A:po} on {R:gm} to talk|{A:c} [sought] asylum in {R:g}
{R:go} was [asked] by {A:gc} to send observers|{A:po} [insisted] that {R:gm} disarm|{A:gpo} [pushed] {R:g} to open its border
{A:p} said {R:gm} [must] leave|{A:g} wants {R:g} to [extradite] a banker|{A:po} [recommended] that {R:g} hold a vote
{A:gpo} wants {R:gm} to [stop] the raids|{R:gm} faced a [demand] from {A:gpo} for a ceasefire|{A:c} [begged] {R:go} for shelter|{A:p} said {R:g} [should] take in more refugees
{A:go} [ordered] {R:go} to hand over the files|{A:gm} [insists] that {R:gm} leave first|{A:g} [sought] help from {R:go}|an [appeal] by {A:po} to {R:gm} to lay down arms
{A:po} [implored] {R:gp} to act|{R:g} has been [asked] by {A:g} to arrest him|{A:gp} [proposed] to {R:gm} that they meet""",
    "AGREE": """{A:gpm} [agreed] to meet {R:gpm}|{A:g} [signed] an accord with {R:g}|{A:gm} and its rivals reached a [deal], and {R:gm} was party to it
{A:g} [promised] aid to {R:gc}|{A:gp} [pledged] to help {R:gc}|{A:gm} [accepted] a plan of {R:gpo}|{A:gp} is [willing] to talk to {R:gm}
{A:go} [will] send more food to {R:gc}|{A:g} [plans] to train the troops of {R:g}|{A:gp} [offered] to mediate with {R:gm}
a [promise] by {A:gp} to support {R:gc}|{R:g} was [promised] a loan by {A:go}|{A:g} gave its [consent] to a visit by {R:po}
{A:gm} [agreed] to release prisoners to {R:gm}|{A:gp} said it was [ready] to work with {R:gm}|{A:g} and {R:g} [struck] a deal
{A:gp} said it [will] give $50 million to {R:gc}|{A:gp} said it [would] withdraw its troops from {R:g}|{A:gp} is [prepared] to hold talks with {R:gm}
{A:g} [intends] to open a consulate in {R:g}|{A:gp} has [agreed] to free prisoners held from {R:gm}|{A:gp} [vowed] to work with {R:g}|{A:g} [approved] a plan to help {R:gc}
{R:gc} will get help that {A:go} has [pledged]|{A:p} will [meet] {R:p} next week|{A:go} [expects] to send observers to {R:g}""",
    "CONSULT": """{A:gp} [met] {R:gp}|{A:gp} held [talks] with {R:gpm}|{A:p} [visited] {R:g}|{A:p} [arrived] in {R:g} for talks|{A:p} [phoned] {R:p}
{A:po} [hosted] {R:p}|{A:po} [mediated] between the sides and {R:m}|{A:gp} [discussed] the border with {R:gp}|{R:p} was [received] by {A:p}
a [meeting] of {A:p} with {R:p}|{A:gm} [negotiated] with {R:gm}|{A:p} paid a [visit] to {R:g}|{R:p} was [visited] by {A:p}
{A:gp} [conferred] with {R:gp}|{A:g} opened [negotiations] with {R:gm}|{A:p} flew to {R:g} for a [summit]
{R:p} and {A:p} sat down for [talks]|{A:p} [welcomed] {R:p} at the palace|{A:p} made a [call] to {R:p}|{A:gp} launched a [mediation] effort between the factions of {R:g}
{A:p} travelled to {R:g} to [meet] its leaders|{A:go} held [consultations] with {R:go}|a delegation of {A:gm} [met] envoys of {R:gm}|{A:p} [hosted] a delegation of {R:gm}
peace [talks] of {A:gm} with {R:gm} resumed|{R:g} was the first stop on a [tour] by {A:p}""",
    "SUPPORT": """{A:gp} [praised] {R:gpc}|{A:gp} [endorsed] {R:p}|{A:g} [recognised] {R:gp} as the lawful government|{A:gpo} [backed] {R:gp}
{A:gp} [defended] {R:gp}|{A:gp} voiced [support] for {R:gc}|{A:gpo} [welcomed] the step taken by {R:gm}|{A:gp} [congratulated] {R:p}
{R:gp} won the [backing] of {A:gpo}|{R:p} was [praised] by {A:gpo}|{A:g} [restored] diplomatic ties with {R:g}|{A:gp} [hailed] the efforts of {R:gpo}
{A:gp} expressed [solidarity] with {R:gc}|{A:p} offered [condolences] to {R:gc}|{A:gp} [apologised] to {R:gc}|{A:g} [opened] an embassy in {R:g}
{A:gp} [stood] by {R:gp}|{A:p} [campaigned] for {R:p}|{A:gp} [applauded] {R:gpo}|{A:gp} voiced [confidence] in {R:gp}|{A:gpo} spoke out in [defence] of {R:gpc}
{R:gp} enjoys the full [support] of {A:gpo}|{A:gp} paid [tribute] to {R:c}|{A:g} and {R:g} [normalised] their relations|{A:gp} [thanked] {R:go}|{A:gp} [ratified] a treaty with {R:g}""",
    "COOPERATE": """{A:g} [shared] intelligence with {R:g}|{A:gm} held joint [drills] with {R:gm}|{A:g} and {R:g} began a joint naval [exercise]
{A:g} [trained] pilots of {R:g}|{A:g} [exchanged] prisoners with {R:gm}|{A:gm} conducted joint [patrols] with {R:gm}
{A:g} [extradited] a suspect to {R:g}|{A:g} [delivered] the first gas under its contract with {R:g}|{A:g} [sold] fighter jets to {R:g}
{A:g} [handed] over evidence to {R:go}|engineers of {A:g} [built] a dam together with {R:g}|{A:g} [traded] grain for oil with {R:g}
{A:g} [cooperated] with investigators of {R:go}|{R:g} received files [shared] by {A:g}|{A:g} [invested] in a railway of {R:g}
the armies of {A:g} and {R:g} [exercised] together|{A:go} [worked] with {R:go} on clearing mines|{A:g} [teamed] up with {R:g} to hunt the smugglers
{A:gm} and {R:gm} held a joint military [exercise]|police of {A:g} [shared] evidence with {R:go}|{A:gm} [trains] soldiers of {R:g}|{A:go} [helped] {R:go} to track the gang
joint [manoeuvres] of {A:g} and {R:g} began at sea|{A:g} began [exporting] gas to {R:g}|{A:g} [turned] over a wanted man to {R:g}|{A:g} passed [intelligence] to {R:g}
{R:g} carried out the raid in [cooperation] with {A:gm}|{A:go} [teamed] with {R:go} to vaccinate children|{A:g} [returned] looted statues to {R:g}""",
    "AID": """{A:go} [sent] food to {R:gc}|{A:go} [delivered] medicine to {R:gct}|{A:g} [gave] $20 million to {R:gc}|{A:g} [granted] asylum to {R:cp}
{A:go} [donated] tents to {R:c}|{A:m} [rescued] {R:c}|{R:c} were [evacuated] by {A:gm}|{A:g} [supplied] {R:gm} with weapons
{R:g} received emergency [aid] from {A:go}|{A:g} [airlifted] supplies to {R:ct}|{A:go} [provided] shelter for {R:c}|{A:g} [lent] {R:g} $2 billion
{R:c} were [fed] by {A:o}|{A:gm} [armed] {R:m}|{A:go} [treated] {R:c}|{A:g} sent [peacekeepers] to {R:g}|a [shipment] of wheat from {A:go} for {R:gc}
{A:go} [flew] blankets to {R:gct}|peacekeepers from {A:g} [arrived] in {R:g}|{R:g} got tanks that {A:g} had [supplied]|{A:go} [opened] its borders to {R:c}
{A:go} [distributed] water to {R:c}|{A:g} [sheltered] {R:c}|doctors of {A:go} [treated] wounded from {R:g}|{A:go} [paid] for the return of {R:c}
{R:c} were [granted] asylum by {A:g}|{A:go} [approved] a grant for {R:gc}|ships of {A:g} [brought] grain to {R:g}|{A:g} is [financing] {R:m}""",
    "CONCEDE": """{A:g} [lifted] the state of emergency imposed on {R:t}|{A:g} [eased] sanctions on {R:gm}|{A:gp} [pardoned] {R:cp}|{A:p} [resigned] under pressure from {R:c}
{A:gp} gave [in] to demands by {R:cm}|{A:g} [lifted] its ban on {R:o}|{A:gp} [conceded] defeat to {R:p}|{A:p} stepped [down] after calls by {R:cp}
{A:o} [acquitted] {R:cp}|{A:o} [dropped] charges against {R:cp}|the curfew on {R:t} was [relaxed] by {A:g}|{A:g} [reinstated] {R:p}
an [amnesty] by {A:g} for {R:mc}|{A:gp} [backed] down in its dispute with {R:gc}|{R:m} was taken [off] the terror list by {A:go}
{A:gp} [bowed] to the demands of {R:cm}|{A:g} [eased] restrictions on {R:co}|{A:g} [allowed] {R:o} to reopen its office|the charges against {R:cp} were [dropped] by {A:o}
{A:g} [legalised] {R:o}|{A:o} [overturned] the verdict against {R:cp}|{A:p} [quit] as {R:c} had demanded|{A:gp} [accepted] the demands of {R:c}|{A:g} [lifted] a curfew on {R:t}""",
    "RETREAT": """{A:gm} [withdrew] its troops from {R:gt}|{A:gm} [released] {R:c}|{R:c} were [freed] by {A:gm}|{A:gm} declared a [ceasefire] with {R:gm}
{A:m} [surrendered] to {R:m}|{A:m} [pulled] out of {R:t}|{A:g} [returned] a seized ship to {R:g}|{A:m} laid down its [arms] before {R:gm}
the [withdrawal] of {A:gm} from {R:gt}|{A:m} [handed] back hostages to {R:go}|{A:m} [retreated] from {R:t}|{A:g} let {R:o} [in]
{R:cp} walked free after {A:gm} [released] them|a [truce] called by {A:m} with {R:gm}|{A:g} [reopened] its border to {R:gc}|{A:gm} [ended] its siege of {R:t}
{A:gm} [ended] its blockade of {R:gt}|the last soldiers of {A:g} [left] {R:g}|{R:cp} was [released] from prison by {A:g}|{A:gm} agreed to and kept a [ceasefire] with {R:gm}
{A:m} [gave] up {R:t}|{A:m} [abandoned] its bases in {R:g}|{R:c} came home after {A:m} [freed] them|{A:m} handed in [weapons] to {R:go}|the [release] of {R:c} by {A:gm}
{A:g} [allowed] inspectors of {R:o} into its plants|{A:m} [quit] the front against {R:m}|{A:g} [restored] access for {R:co}""",
}

UNRELATED: tuple[str, ...] = (
    "{A:gp} and {R:gp} were both named in the report",
    "{A:gpo} said nothing while {R:gm} waited",
    "the weather in {A:g} was warmer than in {R:g}",
    "{A:p}, who once lived in {R:g}, turned sixty",
    "the economy of {A:g} grew faster than that of {R:g}",
    "news of the floods in {A:g} came as {R:gp} opened a library",
    "{A:p} was born in the year in which {R:g} became independent",
    "{A:gp} spoke about football, and {R:gp} about schools",
    "prices rose in {A:g} and fell in {R:g}",
    "according to {A:o}, the population of {R:g} is growing",
)

OPENINGS: tuple[str, ...] = (
    "", "", "", "", "", "On Monday ", "Late on Friday ", "In the early hours of Tuesday, ", "After weeks of tension, ", "Last year, ",
    "In March 2015, ", "According to local media, ", "State television said ", "Officials said ", "A spokesman said on Sunday that ",
    "Reuters reported that ", "Witnesses said ", "Earlier this week ", "Meanwhile, ", "BEIRUT (AP) - ", "In a surprise move, ",
)  # fmt: skip
ENDINGS: tuple[str, ...] = (
    ".", ".", ".", ".", " on Wednesday.", ", officials said.", ", state media reported.", " last month.", ", according to witnesses.",
    ", the ministry said in a statement.", ", a spokesman told reporters on Thursday.", " for the second time this year.",
    ", amid growing fears of a wider conflict.", ", despite appeals for calm.", ", the newspaper wrote.", ", prompting an outcry abroad.",
)  # fmt: skip

SLOT = re.compile(r"\{([AR]):([a-z]+)\}|\[([^\]]+)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence with its parties and its triggers; offsets in code points; `type` is `None` if the parties are unrelated."""

    text: str
    type: str | None
    actor: tuple[int, int]
    recipient: tuple[int, int]
    triggers: tuple[tuple[int, int, str], ...]  # start, end, type: of every event that the sentence tells
    third: tuple[int, int] | None  # a speaker who is no party to the event


def fill(pattern: str, draw: random.Random) -> tuple[str, dict[str, tuple[int, int]]]:
    """Fill the slots of a pattern with names, no name twice.

    Returns: the text, and where the parties (A, R) and the trigger (T) stand in it.
    """
    text, at, places, used = "", 0, {}, set[str]()
    for found in SLOT.finditer(pattern):
        text += pattern[at : found.start()]
        at = found.end()
        if found[3] is not None:
            name, key = found[3], "T"
        else:
            name, key = draw.choice(NAMES[draw.choice(found[2])]), found[1]
            while name in used:
                name = draw.choice(NAMES[draw.choice(found[2])])
            used.add(name)
        places[key] = (len(text), len(text) + len(name))
        text += name
    return text + pattern[at:], places


def make_sentence(kind: str | None, draw: random.Random) -> Sentence:
    """Write one sentence of a type (`None`: two parties that have nothing to do with each other)."""
    patterns = UNRELATED if kind is None else tuple(PATTERNS[kind].replace("\n", "|").split("|"))
    body, places = fill(draw.choice(patterns), draw)
    opening, ending = draw.choice(OPENINGS), draw.choice(ENDINGS)
    third, triggers = None, list[tuple[int, int, str]]()
    if kind is not None and draw.random() < 0.25:
        speaker = draw.choice(NAMES[draw.choice("gpo")])
        said = draw.choice(
            ("said", "claimed", "reported", "alleged", "announced", "insisted", "confirmed", "told reporters")
        )
        third = (0, len(speaker))
        opening = f"{speaker} {said} that "
    if kind is not None and draw.random() < 0.2:  # another event, so that the pair decides and not the sentence
        other_kind = draw.choice(sorted(PATTERNS))
        other, other_places = fill(draw.choice(PATTERNS[other_kind].replace("\n", "|").split("|")), draw)
        lead = draw.choice((("", ", days after "), ("Hours after ", "")))
        if lead[0]:
            opening, third, start = f"{lead[0]}{other}, ", None, len(lead[0])
        else:
            ending, start = f"{lead[1]}{other}.", len(opening) + len(body) + len(lead[1])
        triggers.append((start + other_places["T"][0], start + other_places["T"][1], other_kind))
    shift = len(opening)
    text = opening + body + ending
    if kind is not None:
        triggers.append((places["T"][0] + shift, places["T"][1] + shift, kind))

    def moved(span: tuple[int, int]) -> tuple[int, int]:
        return span[0] + shift, span[1] + shift

    return Sentence(
        text=text[0].upper() + text[1:],
        type=kind,
        actor=moved(places["A"]),
        recipient=moved(places["R"]),
        triggers=tuple(sorted(triggers)),
        third=third,
    )


def make_sentences(count: int, seed: int) -> list[Sentence]:
    """Write `count` sentences of every type in turn, one in nine of them without a relation."""
    draw = random.Random(seed)
    kinds = [*sorted(PATTERNS), None, None]
    return [make_sentence(kinds[i % len(kinds)], draw) for i in range(count)]
