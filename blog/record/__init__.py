"""The record: one append-only table of acts, that every act writes a row into. The lowest feature."""
