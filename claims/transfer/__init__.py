"""Stage: a newsroom's list goes out to a file. (What comes in is read by ``claims.ingest``.)"""
