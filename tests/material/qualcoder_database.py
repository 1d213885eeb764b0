"""Databases as QualCoder makes them, with the rows that a test wants."""

from sqlite_bytes import database_of

# As QualCoder makes them: database version 1 (2019), 8 (2024) and 16 (2026).
VERSION_1 = """
CREATE TABLE project (databaseversion text, date text, memo text, about text);
CREATE TABLE source (id integer primary key, name text, fulltext text, mediapath text, memo text, owner text, date text,
    unique(name));
CREATE TABLE code_image (imid integer primary key, id integer, x1 integer, y1 integer, width integer, height integer,
    cid integer, memo text, date text, owner text);
CREATE TABLE annotation (anid integer primary key, fid integer, pos0 integer, pos1 integer, memo text, owner text,
    date text);
CREATE TABLE attribute_type (name text primary key, date text, owner text, memo text, caseOrFile text, valuetype text);
CREATE TABLE attribute (attrid integer primary key, name text, attr_type text, value text, id integer, date text,
    owner text);
CREATE TABLE case_text (id integer primary key, caseid integer, fid integer, pos0 integer, pos1 integer, owner text,
    date text, memo text);
CREATE TABLE cases (caseid integer primary key, name text, memo text, owner text, date text, unique(name));
CREATE TABLE code_cat (catid integer primary key, name text, owner text, date text, memo text, supercatid integer,
    unique(name));
CREATE TABLE code_text (cid integer, fid integer, seltext text, pos0 integer, pos1 integer, owner text, date text,
    memo text, unique(cid, fid, pos0, pos1, owner));
CREATE TABLE code_name (cid integer primary key, name text, memo text, catid integer, owner text, date text,
    color text, unique(name));
CREATE TABLE journal (jid integer primary key, name text, jentry text, date text, owner text);
"""
VERSION_8 = """
CREATE TABLE code_av (avid integer primary key, id integer, pos0 integer, pos1 integer, cid integer, memo text,
    date text, owner text, important integer);
ALTER TABLE project ADD codername text;
ALTER TABLE source ADD av_text_id integer;
DROP TABLE code_text;
CREATE TABLE code_text (ctid integer primary key, cid integer, fid integer, seltext text, pos0 integer, pos1 integer,
    owner text, date text, memo text, avid integer, important integer, unique(cid, fid, pos0, pos1, owner));
"""
VERSION_16 = """
CREATE TABLE coder_names (name text unique not null, visibility integer not null default 1);
ALTER TABLE code_name ADD supercid integer;
"""
VERSIONS = {1: VERSION_1, 8: VERSION_1 + VERSION_8, 16: VERSION_1 + VERSION_8 + VERSION_16}


def database(version=16, **tables):
    """A database with these rows (mappings of columns) in its tables."""
    return database_of(VERSIONS[version], tables)
