#!/bin/sh
# Says what an image has that a layer could add. Needs nothing but a POSIX shell; changes nothing.
for python in python3 python /opt/conda/bin/python; do
  version=$(command -v $python >/dev/null 2>&1 && $python -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)
  if [ -n "$version" ]; then echo "slipway.python=$version"; break; fi
done
for server in jupyter-lab jupyter-notebook; do
  if command -v $server >/dev/null 2>&1; then echo "slipway.jupyter=$server"; fi
done
if command -v jupyter >/dev/null 2>&1; then
  for kind in lab notebook; do
    if jupyter $kind --version >/dev/null 2>&1; then echo "slipway.jupyter=jupyter $kind"; break; fi
  done
fi
for sshd in /usr/sbin/sshd /usr/local/sbin/sshd /usr/bin/sshd /opt/conda/bin/sshd; do
  if [ -x $sshd ]; then echo "slipway.sshd=$sshd"; break; fi
done
for tool in apt-get apk microdnf dnf yum zypper conda mamba micromamba; do
  if command -v $tool >/dev/null 2>&1; then echo "slipway.tool=$tool"; fi
done
echo "slipway.end=1"
