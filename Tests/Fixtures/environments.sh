#!/bin/sh
# environments.sh FOLDER [NAME …]: makes the virtual environments in which generate.py runs, those of
# requirements.txt, below FOLDER. One needs the Python that its line names, found as python3.11 and so on.
set -eu
[ $# -ge 1 ] || { sed -n '2,3s/^# //p' "$0" >&2; exit 2; }
folder=$1
shift
list=$(cd "$(dirname "$0")" && pwd)/requirements.txt
mkdir -p "$folder"

sed -n 's/^# \(keras[0-9]*\) *(Python \([0-9.]*\)) *\(.*\)/\1 \2 \3/p' "$list" |
while read -r name version packages; do
  [ $# -eq 0 ] || case " $* " in *" $name "*) ;; *) continue ;; esac
  python=python$version
  if ! "$python" --version >/dev/null 2>&1; then
    echo "$name: needs $python, which is not here" >&2
    continue
  fi
  "$python" -m venv "$folder/$name"
  # The list's words are requirements, one each; a < in one of them is no redirection here.
  set -f
  # shellcheck disable=SC2086
  "$folder/$name/bin/pip" install --quiet $packages </dev/null
  set +f
  echo "$name: $folder/$name/bin/python"
done
