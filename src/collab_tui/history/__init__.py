"""What changed in a registry, between revisions of git and over time.

git is asked through its own command. People who keep a registry in git have it. It reads every form
of repository (worktrees, packs, SHA-256, sparse and partial clones) as its user set it up, and
needs no library of some megabytes. Only trees, blobs and the log are read.
"""
