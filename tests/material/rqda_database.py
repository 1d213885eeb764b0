"""Databases as RQDA makes them, with the rows that a test wants."""

from sqlite_bytes import database_of

# As RQDA 0.2-8 makes them; before 0.1.9 there were no coding2, no status of attributes and no colours.
OLD = """
CREATE TABLE source (name text, id integer, file text, memo text, owner text, date text, dateM text, status integer);
CREATE TABLE freecode (name text, memo text, owner text, date text, dateM text, id integer, status integer);
CREATE TABLE treecode (cid integer, catid integer, date text, dateM text, memo text, status integer);
CREATE TABLE treefile (fid integer, catid integer, date text, dateM text, memo text, status integer);
CREATE TABLE filecat (name text, fid integer, catid integer, owner text, date text, dateM text, memo text,
    status integer);
CREATE TABLE codecat (name text, cid integer, catid integer, owner text, date text, dateM text, memo text,
    status integer);
CREATE TABLE coding (cid integer, fid integer, seltext text, selfirst real, selend real, status integer, owner text,
    date text, memo text);
CREATE TABLE project (databaseversion text, date text, dateM text, memo text, about text);
CREATE TABLE cases (name text, memo text, owner text, date text, dateM text, id integer, status integer);
CREATE TABLE caselinkage (caseid integer, fid integer, selfirst real, selend real, status integer, owner text,
    date text, memo text);
CREATE TABLE attributes (name text, status integer, date text, dateM text, owner text, memo text);
CREATE TABLE caseAttr (variable text, value text, caseID integer, date text, dateM text, owner text);
CREATE TABLE fileAttr (variable text, value text, fileID integer, date text, dateM text, owner text);
CREATE TABLE journal (name text, journal text, date text, dateM text, owner text, status integer);
"""
NEW = """
ALTER TABLE freecode ADD color text;
ALTER TABLE attributes ADD class text;
ALTER TABLE caseAttr ADD status integer;
ALTER TABLE fileAttr ADD status integer;
CREATE TABLE coding2 (cid integer, fid integer, seltext text, selfirst real, selend real, status integer, owner text,
    date text, memo text);
CREATE TABLE annotation (fid integer, position integer, annotation text, owner text, date text, dateM text,
    status integer);
CREATE TABLE imageCoding (cid integer, iid integer, x1 integer, y1 integer, x2 integer, y2 integer, memo text,
    date text, dateM text, owner text, status integer);
"""


def database(schema=OLD + NEW, **tables):
    return database_of(schema, tables)


def coding(start, end, words, cid=1, fid=1, status=1, **more):
    return {"cid": cid, "fid": fid, "seltext": words, "selfirst": start, "selend": end, "status": status} | more
