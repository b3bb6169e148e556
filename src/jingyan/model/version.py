"""The version of the program, which records and caches carry."""

VERSION = "0.1.0"
