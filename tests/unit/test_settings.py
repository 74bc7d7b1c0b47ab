"""A wrong setting is named with file, key and what it may be."""

import datetime as dt
from pathlib import Path

import pytest

from reach.errors import SettingsError
from reach.settings import HUB_FILE, demonstration_targets, load_settings

HUB = HUB_FILE.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ('strand = "cpd"', 'strand = "cdp"', "programmes, entry 1 (MNRKS1), strand: 'cdp' is not known; it may be rec"),
        ('phases = ["post-16"]', 'phases = ["post16"]', "it may be 'early years', 'primary', 'secondary' or 'post-16'"),
        (
            'name = "Halton"',
            'nam = "Halton"',
            "nam: is not a setting; here there may be code, gss_code, investment_area, name",
        ),
        ("share = 0.58", "share = 58", "national_figures, entry 1, share: 58 cannot be used"),
        ('code = "CORE"', 'code = "ALEV"', "code alev is given more than once"),
        ('first = "2014/15"', 'first = "2014/16"', "academic_years, first: '2014/16' is not an academic year"),
        ("[scope]", "[scope", "line"),
        ("light_touch = true\n\n", "light_touch = true\nstage = 2\n\n", "journey and stage go together"),
        (
            "pupils_under = 5",
            "people_under = 5",
            "people_under is no longer a setting. Numbers of people are always rounded to the nearest 5",
        ),
        ("pupils_under = 5", "percentage_base_under = 10", "percentage_base_under is no longer a setting"),
        ("pupils_under = 5", "pupils_under = 7", "disclosure, pupils_under: 7 is not known; it may be 0 or 5"),
        ('investment_area = "area"', 'investment_area = "eia"', "it may be 'none', 'area' or 'priority'"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    assert right in HUB
    file = tmp_path / "hub.toml"
    file.write_text(HUB.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(SettingsError) as error:
        load_settings(file)
    assert error.value.message.startswith("hub.toml: ") and error.value.detail == str(file)
    assert said in error.value.message


def test_a_strand_without_a_role_is_named_with_the_line_of_its_section_and_the_roles_there_are(tmp_path: Path) -> None:
    file = tmp_path / "hub.toml"
    file.write_text(HUB.replace('role = "cpd"\n', ""), encoding="utf-8")
    with pytest.raises(SettingsError) as error:
        load_settings(file)
    line = HUB[: HUB.index('code = "cpd"')].count("\n")
    assert error.value.message == (
        f"hub.toml: line {line}, strands, entry 3 (cpd), role: is missing; add a line such as "
        'role = "cpd"; each strand has one of recruitment, training, cpd, leadership and enrichment.'
    )


def test_a_role_belongs_to_one_strand_or_to_none() -> None:
    settings = load_settings()
    assert settings.strands_with_role("leadership") == ("leadership",)
    assert settings.strands_with_role("training", "recruitment") == ("recruitment", "training")
    without = settings.model_copy(update={"strands": settings.strands[:1]})
    assert without.strands_with_role("leadership") == ()


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("share = 0.58", "share = 58"),
        ('name = "Halton"', 'nam = "Halton"'),
        ("pupils_under = 5", "pupils_under = -5"),
        ('phases = ["post-16"]', 'phases = ["post16"]'),
    ],
)
def test_a_wrong_setting_is_named_with_its_line(tmp_path: Path, right: str, wrong: str) -> None:
    file = tmp_path / "hub.toml"
    file.write_text(HUB.replace(right, wrong, 1), encoding="utf-8")
    lines = file.read_text(encoding="utf-8").splitlines()
    line = next(number for number, each in enumerate(lines, start=1) if wrong in each)
    with pytest.raises(SettingsError, match=rf"line {line}, "):
        load_settings(file)


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ('strand = "cpd"', 'strand = "cdp"', "strand: 'cdp' is not known; it may be recruitment, training"),
        ('code = "ALEV"', 'code = "CORE"', "code core is given more than once"),
        (
            'role = "cpd"',
            'role = "support"',
            "role: 'support' is not known; it may be 'recruitment', 'training', 'cpd'",
        ),
        ('role = "cpd"', 'role = "training"', "strands, entry 3 (cpd), role: role training is given more than once"),
        ('code = "895"', "code = 895", 'code: 895 must be text; put it in quotes: "895"'),
        ('code = "895"', 'code = "89"', 'it may be three digits in quotes, such as "895"'),
        ('name = "Halton"', "name = Halton", 'put text in quotes: "Halton"'),
        ('name = "Halton"', 'name = "Halton', "begin and end it with a quote"),
        ('name = "Halton"', "name = “Halton”", "name has curly quotes; write straight ones"),
        ('name = "Halton"', 'name: "Halton"', "has no equals sign; write a setting such as name ="),
        ('name = "Halton"', "name =", "name has no value"),
        ('name = "Halton"', 'name = ""', "is empty; write a text between the quotes"),
        ('name = "Halton"', 'name = "H"\nname = "Halton"', "name is given twice in one section"),
        ("[scope]", "[scope", "[scope is not a heading"),
        ("[scope]", "[hub]", "[hub] begins a section that is there already"),
        ("\nlight_touch = true", "\nlight_touch = True", "write true or false, in small letters"),
        ("\nlight_touch = true", '\nlight_touch = "perhaps"', "it may be true or false, without quotes"),
        ("share = 0.58", "share = 58%", "such as 0.58 for 58%"),
        ("share = 0.58", "share = 0,58", "such as 0.58 for 58%"),
        ("share = 0.58", "share = 58", "such as 0.58 for 58%"),
        ('phases = ["post-16"]', 'phases = "post-16"', 'put it in square brackets: ["post-16"]'),
        ('phases = ["post-16"]', 'phases = ["post-16"', "write commas between its values and ] at its end"),
        ('phases = ["post-16"]', "phases = []", "is empty; name at least one"),
        ("stage = 1", "stage = 0", "the smallest is 1"),
        ("share = 0.58", "share = -1", "a number from 0 to 1"),
        ('first = "2014/15"', "first = 2014", 'an academic year in quotes, such as "2025/26"'),
        ("pupils_under = 5", "people_under = 5", "people_under is no longer a setting"),
        ("schools_under = 0", 'schools_under = 0\n[backup]\nfolder = "D:\\backups"', "write / instead"),
        ('name = "Halton"', "name = 'Halton", "begin and end it with a quote"),
        ("[hub]", "[[hub]]", "must be a section that begins with [hub]"),
        (
            'role = "recruitment"\n\n[[strands]]',
            'role = "recruitment"\n\n[strands]',
            "begins a section that is there already",
        ),
        ("stage = 1", "stage = 1.5", "it may be a whole number"),
        ('name = "Macc"', 'name = "&"', "name: has no letter; write the words that people use"),
        ('means = "Macclesfield"', 'means = "macc"', "nicknames, entry 1 (Macc), means: is the same as name"),
        ('means = "Macclesfield"', 'means = "Macc."\nurn = 1', "urn: is not a setting; here there may be means, name"),
        ('name = "EP"', 'name = "macc"', "nicknames, entry 2 (macc), name: name macc is given more than once"),
        (
            "schools_under = 0",
            'schools_under = 0\n[mail]\nserver = "smtp.school.example"\nsender = "a@b.example"\nsecurity = "none"',
            "none is only for a server on this computer",
        ),
        (
            "schools_under = 0",
            'schools_under = 0\n[mail]\npassword = "x"',
            "is not a setting; here there may be port, sec",
        ),
        ("schools_under = 0", "schools_under = 0\n[alerts]\ngroup_filled_under_percent = 0", "the smallest is 1"),
        ("pupils_under = 5", 'pupils_under = 5\n[backup]\nfolder = "D:\\Users"', "folder has a backslash; write /"),
        (
            "pupils_under = 5",
            'pupils_under = 5\n[[terms]]\nacademic_year = "2026/27"\nspring_ends = 9/4/2027',
            "2027-04-09",
        ),
    ],
)
def test_each_kind_of_mistake_is_said_with_its_line_and_what_it_may_be(
    tmp_path: Path, right: str, wrong: str, said: str
) -> None:
    assert right in HUB
    file = tmp_path / "hub.toml"
    file.write_text(HUB.replace(right, wrong, 1), encoding="utf-8")
    line = HUB.count("\n", 0, HUB.index(right)) + wrong.count("\n") + 1
    with pytest.raises(SettingsError) as error:
        load_settings(file)
    assert error.value.message.startswith(f"hub.toml: line {line}, "), error.value.message
    assert said in error.value.message
    assert "(at " not in error.value.message and "valid string" not in error.value.message


def test_a_setting_that_is_missing_is_said_with_an_example(tmp_path: Path) -> None:
    file = tmp_path / "hub.toml"
    file.write_text(HUB.replace('name = "Halton"\n', ""), encoding="utf-8")
    with pytest.raises(SettingsError, match=r'entry 3 \(876\), name: is missing; add a line such as name = "Halton"'):
        load_settings(file)


def test_a_nickname_without_a_meaning_is_said_with_an_example_and_changes_no_figure(tmp_path: Path) -> None:
    file = tmp_path / "hub.toml"
    file.write_text(HUB.replace('means = "Macclesfield"\n', ""), encoding="utf-8")
    with pytest.raises(SettingsError, match=r"entry 1 \(Macc\), means: is missing; add a line such as means ="):
        load_settings(file)
    without = load_settings().model_copy(update={"nicknames": ()})
    assert without.meanings_of_nicknames == {}
    assert without.fingerprint() == load_settings().fingerprint()


def test_a_section_that_is_missing_is_said_with_its_brackets(tmp_path: Path) -> None:
    file = tmp_path / "hub.toml"
    file.write_text(HUB.replace("[hub]", "").replace('name = "Cheshire and Wirral Maths Hub"', ""), encoding="utf-8")
    with pytest.raises(SettingsError, match=r"hub: is missing; add the section \[hub\]\."):
        load_settings(file)


def test_a_letter_that_is_not_utf_8_is_said_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "hub.toml"
    file.write_bytes(b'[hub]\nname = "H\xe4lton"\n')
    with pytest.raises(SettingsError, match=r"hub.toml: line 2 has a letter that is not UTF-8"):
        load_settings(file)


def test_settings_saved_by_notepad_are_read(tmp_path: Path) -> None:
    file = tmp_path / "hub.toml"
    file.write_text(HUB, encoding="utf-8-sig")
    assert load_settings(file) == load_settings()


def test_a_missing_file_says_where_it_belongs(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="There is no"):
        load_settings(tmp_path / "hub.toml")


def test_school_holidays_can_be_named(tmp_path: Path) -> None:
    file = tmp_path / "hub.toml"
    named = "[[school_holidays]]\nfirst = 2026-10-19\nlast = {}\n"
    file.write_text(HUB + named.format("2026-10-23"), encoding="utf-8")
    assert load_settings(file).holidays() == [(dt.date(2026, 10, 19), dt.date(2026, 10, 23))]
    file.write_text(HUB + named.format("2026-10-12"), encoding="utf-8")
    with pytest.raises(SettingsError, match="school_holidays, entry 1"):
        load_settings(file)


def test_terms_can_be_moved(tmp_path: Path) -> None:
    file = tmp_path / "hub.toml"
    moved = '[[terms]]\nacademic_year = "2026/27"\nspring_ends = 2027-04-09\n'
    file.write_text(HUB + moved, encoding="utf-8")
    periods = {(each.academic_year, each.period): each for each in load_settings(file).periods()}
    assert str(periods["2026/27", "spring"].ends_on) == "2027-04-09"
    assert str(periods["2026/27", "summer"].starts_on) == "2027-04-10"
    assert str(periods["2026/27", "autumn"].ends_on) == "2026-12-31"


def test_the_hub_is_the_one_that_it_says_it_is() -> None:
    settings = load_settings()
    assert settings.la_codes == ("895", "896", "876", "344")
    areas = {la.name: la.investment_area for la in settings.local_authorities}
    assert areas["Halton"] == "priority" and areas["Wirral"] == "area"
    assert len(settings.partners) == 10
    assert len(settings.strands) == 5
    assert {"MNRKS1", "PTFM", "SKTM-P", "STFM", "Y58", "SKTM-S", "CORE", "ALEV", "LEAD", "ENR"} <= {
        programme.code for programme in settings.programmes
    }


def test_the_demonstration_brings_targets_of_its_own() -> None:
    assert all("emonstration" in target.source for target in demonstration_targets(load_settings().local_authorities))


def test_a_password_in_hub_toml_is_refused_and_not_repeated(tmp_path: Path) -> None:
    file = tmp_path / "hub.toml"
    text = HUB_FILE.read_text(encoding="utf-8")
    file.write_text(f'{text}\n[mail]\npassword = "hunter2 hunter2"\n', encoding="utf-8")
    with pytest.raises(SettingsError) as refused:
        load_settings(file)
    assert "hunter2" not in f"{refused.value.title}{refused.value.message}{refused.value.detail}"


@pytest.mark.parametrize(
    ("access", "said"),
    [
        ("[access]\nhours = 0", "access, hours: 0 cannot be used; it may be a number above 0"),
        ("[access]\nhours = 1000", "access, hours: 1000 cannot be used; the largest is 720"),
        ('[[access.rules]]\nrole = "boss"\nemails = ["a@b.example"]', "role: 'boss' is not known; it may be 'lead'"),
        ('[[access.rules]]\nrole = "lead"', "role: is for nobody; add emails, groups or domains"),
        ('[[access.rules]]\nrole = "lead"\nemails = ["jane"]', "it may be an e-mail address in quotes"),
        ('[[access.rules]]\nrole = "viewer"\ndomains = ["@b"]', "it may be what stands behind the @"),
        ('[[access.rules]]\nrole = "adviser"\ngroups = ["g"]', "local_authorities: is missing; write the codes"),
        (
            '[[access.rules]]\nrole = "adviser"\ngroups = ["g"]\nlocal_authorities = ["111"]',
            "'111' is not known; it may be 895, 896, 876, 344",
        ),
        (
            '[[access.rules]]\nrole = "viewer"\ngroups = ["g"]\nlocal_authorities = ["876"]',
            "is for advisers only; a viewer sees all of the hub's",
        ),
    ],
)
def test_a_mistake_in_who_may_do_what_is_named(tmp_path: Path, access: str, said: str) -> None:
    file = tmp_path / "hub.toml"
    file.write_text(f"{HUB}\n{access}\n", encoding="utf-8")
    with pytest.raises(SettingsError) as refused:
        load_settings(file)
    assert said in refused.value.message


def test_who_may_do_what_works_nothing_out_anew(tmp_path: Path) -> None:
    file = tmp_path / "hub.toml"
    file.write_text(f'{HUB}\n[[access.rules]]\nrole = "lead"\nemails = ["Jane@B.example"]\n', encoding="utf-8")
    settings = load_settings(file)
    assert settings.access.rules[0].emails == ("jane@b.example",)
    assert settings.fingerprint() == load_settings(HUB_FILE).fingerprint()


def test_a_mail_server_needs_a_sender(tmp_path: Path) -> None:
    file = tmp_path / "hub.toml"
    file.write_text(f'{HUB}\n[mail]\nserver = "smtp.school.example"\n', encoding="utf-8")
    with pytest.raises(SettingsError) as refused:
        load_settings(file)
    assert "mail, sender: is missing; write the address" in refused.value.message
