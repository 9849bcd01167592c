"""Sign-off. a review flag of a case, a clinician's name -> the record of it."""

from pathlib import Path

import click

from orthogen.cli.output import AS_JSON, printed


@click.command("sign-off")
@click.argument("case")
@click.option("--flag", required=True, metavar="ID", help="The flag, as the assessment form names it.")
@click.option("--by", required=True, metavar="WHO", help="The clinician who has reviewed it.")
@click.option("--out", type=click.Path(path_type=Path), default=Path("output"), help="Output folder. Default: output.")
@AS_JSON
def sign_off(case: str, flag: str, by: str, out: Path, as_json: bool) -> None:
    """Record that a named clinician has reviewed a red flag of CASE; its builds then go on.

    A flag that stops cannot be signed off.

    \b
    Example:
      orthogen sign-off C0001 --flag diabetes --by "A. Clinician"
    """
    from orthogen import lab, publish

    done = lab.sign_off(case, flag=flag, by=by, out=out)
    said = f"{case}: red flag {done.flag} signed off by {done.by}, {done.date}"
    printed(publish.sign_off_json(done, case=case) if as_json else said)
