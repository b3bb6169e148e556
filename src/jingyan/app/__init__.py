"""One function per thing an editor does; the only room that knows the rooms below."""
