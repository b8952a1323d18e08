"""What changed in a registry, between revisions of git and over time.

git is asked by its own command: whoever keeps a registry in git has it, it reads every form of
repository (worktrees, packs, SHA-256, sparse and partial clones) in the way that its user set up,
and it needs no library of some megabytes. Nothing is read but trees, blobs and the log.
"""
