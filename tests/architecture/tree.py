"""Which files belong to the tree."""
import os
import subprocess


def files_of(top):
    """Paths from the top, sorted: what git knows or would add; without git, every file outside hidden and build folders."""
    if (top / ".git").exists():
        listed = subprocess.run(
            ["git", "-c", "safe.directory=*", "-C", str(top), "ls-files", "-z", "--cached", "--others",
             "--exclude-standard"], capture_output=True, check=True)
        paths = listed.stdout.decode().split("\0")
        return sorted({path for path in paths if path and (top / path).is_file()})
    found = []
    for folder, folders, files in os.walk(top):
        folders[:] = [name for name in folders if not name.startswith((".", "build")) and name != "__pycache__"]
        found += [os.path.relpath(os.path.join(folder, name), top) for name in files]
    return sorted(found)
