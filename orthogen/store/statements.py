"""Statements. name -> the one SQL statement of that name (SQLAlchemy Core), the same for every database."""

from sqlalchemy import Executable, Text, and_, bindparam, exists, func, insert, literal_column, null, select, update

from orthogen.store.schema import cases, files, records, versions

_case = bindparam("case_id", type_=Text)
_entry = (
    records.c.case_id, records.c.number, records.c.kind, records.c.date, records.c.author, records.c.reason,
    records.c.content, records.c.content_sha256, records.c.parent_sha256, records.c.sha256,
)  # fmt: skip
_file = (files.c.number, files.c.role, files.c.name, files.c.sha256, files.c.size_bytes)
_same = records.alias("same")
_newest = (
    select(versions.c.case_id, func.max(versions.c.version).label("version"))
    .where(versions.c.verdict == literal_column("'accepted'"))
    .group_by(versions.c.case_id)
    .subquery()
)
_last = (
    select(records.c.case_id, func.max(records.c.number).label("number"))
    .where(records.c.kind == bindparam("kind"))
    .group_by(records.c.case_id)
    .subquery()
)

STATEMENTS: dict[str, Executable] = {
    "open_case": insert(cases).from_select(
        ["case_id", "opened"],
        select(_case, bindparam("opened", type_=Text))
        .where(~exists(select(cases.c.case_id).where(cases.c.case_id == _case))),
    ),
    "add_record": insert(records),
    "add_version": insert(versions),
    "add_file": insert(files),
    "erase_content": update(records)
    .where(records.c.case_id == bindparam("of_case"), records.c.number == bindparam("at"))
    .values(content=null()),
    "cases": select(cases.c.case_id).order_by(cases.c.case_id),
    "head": select(records.c.number, records.c.sha256).where(
        records.c.case_id == _case, records.c.number == select(func.max(_same.c.number)).where(_same.c.case_id == _case)
        .scalar_subquery(),
    ),
    "records": select(*_entry).where(records.c.case_id == _case).order_by(records.c.number),
    "files": select(*_file).where(files.c.case_id == _case).order_by(files.c.number, files.c.place),
    "versions": select(
        versions.c.version, versions.c.parent, versions.c.date, versions.c.verdict, records.c.number,
        records.c.author, records.c.reason, records.c.content,
    ).join_from(
        versions, records, and_(versions.c.case_id == records.c.case_id, versions.c.number == records.c.number)
    ).where(versions.c.case_id == _case).order_by(versions.c.version),
    "version_numbers": select(versions.c.version).where(versions.c.case_id == _case).order_by(versions.c.version),
    "newest_accepted": select(versions.c.case_id, versions.c.version, versions.c.date).join_from(
        versions, _newest, and_(versions.c.case_id == _newest.c.case_id, versions.c.version == _newest.c.version)
    ).order_by(versions.c.case_id),
    "dates_of_kind": select(records.c.case_id, records.c.date).where(records.c.kind == bindparam("kind"))
    .order_by(records.c.case_id, records.c.number),
    "newest_of_kind": select(records.c.case_id, records.c.date, records.c.content).join_from(
        _last, records, and_(records.c.case_id == _last.c.case_id, records.c.number == _last.c.number)
    ).order_by(records.c.case_id),
    "said_in_kind": select(records.c.case_id, records.c.date, records.c.content)
    .where(records.c.kind == bindparam("kind"), records.c.content.like(bindparam("words")))
    .order_by(records.c.case_id, records.c.number),
    "elsewhere": select(func.count()).select_from(files)
    .where(files.c.sha256 == bindparam("digest"), files.c.case_id != _case),
    "known_files": select(files.c.sha256, func.max(files.c.size_bytes)).group_by(files.c.sha256)
    .order_by(files.c.sha256),
}  # fmt: skip
