"""The rows that were not imported come back as a file that Excel in Dutch opens."""

import csv
import io

from data_layer.importing.reading import read
from data_layer.importing.refused import refused_file
from data_layer.importing.running import preview
from data_layer.rules.access import Act
from data_layer.staff import THE_DESK
from data_layer.store import Store
from tests import make
from tests.client_files import AMINA, imported, previewed


def test_a_refused_row_comes_back_with_number_column_reason_and_all_its_cells(store: Store) -> None:
    bad = {**AMINA, "Cliëntnummer": "1002", "Geboortedatum": "31-02-1990", "Telefoon": "12", "Opmerking": "=1+1"}
    seen = previewed(store, {**AMINA, "Telefoon": "", "Opmerking": ""}, bad)
    content = refused_file(seen.report, "en")
    assert content.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert lines[0] == ["Row", "Column", "Reason", *bad]
    assert len(lines) == 2
    assert lines[1][:2] == ["3", "Geboortedatum / Telefoon"]
    assert "does not exist" in lines[1][2]
    assert lines[1][3:] == ["1002", "Amina", "van den", "Proef", "31-02-1990", "12", "'=1+1"]


def test_a_row_left_out_to_protect_somebody_is_in_it_too(store: Store) -> None:
    with store.change(THE_DESK, Act.STORE_FILL) as change:
        change.insert("destroyed_numbers", number="1001", destroyed_on=make.TODAY)
    seen = previewed(store, AMINA)
    assert "destroyed" in refused_file(seen.report, "en").decode()


def test_the_mended_file_can_be_imported_as_it_is(store: Store) -> None:
    seen = previewed(store, {**AMINA, "Geboortedatum": "31-02-1990"})
    mended = refused_file(seen.report, "nl").replace(b"31-02-1990", b"28-02-1990")
    file = read(mended, 50)
    assert not preview(store, make.COORDINATOR, file, file.as_suggested()).plan.refused


def test_a_reason_never_holds_a_bsn(store: Store) -> None:
    report = imported(store, {**AMINA, "BSN": "999990001"})
    reasons = [str(r.reason) for refusals in report.sheets[0].refused for r in refusals]
    assert reasons
    assert "999990001" not in str(reasons)
