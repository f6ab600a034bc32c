"""Reviewing an archive: the queue of questions, what each side says, decisions as judgements, files of judgements."""
