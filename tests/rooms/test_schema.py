"""What is generated is up to date."""

from rooms import schema


def test_the_generated_files_are_up_to_date(capsys):
    assert schema.main(["--check"]) == 0, capsys.readouterr().out
