#!/usr/bin/env bash
# What Debian, Fedora and freedesktop.org's own tools say of the packages in installer/target. Anything they say that is
# not explained in lintian-overrides or rpmlint.toml is an error.
#
# Needs lintian, rpmlint, appstream, desktop-file-utils; bash, zsh and fish read their completion where they are there.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
target=$here/installer/target
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
status=0
wrong() { printf 'lint: %s\n' "$*" >&2; status=1; }

dpkg-deb -x "$target"/slipway_*.deb "$work"
share=$work/usr/share
desktop-file-validate "$share/applications/dev.slipway.slipway.desktop" || wrong "the desktop entry"
# --no-net: there are no addresses in it that could be asked.
appstreamcli validate --no-net "$share/metainfo/dev.slipway.slipway.metainfo.xml" >"$work/appstream" 2>&1 ||
  { cat "$work/appstream" >&2; wrong "the AppStream metadata"; }
bash -n "$share/bash-completion/completions/slipway" || wrong "bash's completion"
if command -v zsh >/dev/null; then zsh -n "$share/zsh/vendor-completions/_slipway" || wrong "zsh's completion"; fi
if command -v fish >/dev/null; then fish -n "$share/fish/vendor_completions.d/slipway.fish" || wrong "fish's completion"; fi
said=$(lintian --no-cfg --allow-root --tag-display-limit 0 --fail-on error,warning "$target"/slipway_*.deb 2>&1) || wrong "lintian"
[ -z "$said" ] || printf '%s\n' "$said" >&2
said=$(rpmlint --config "$here/installer/linux/rpmlint.toml" "$target"/slipway-*.rpm 2>&1) || { printf '%s\n' "$said" >&2; wrong "rpmlint"; }
printf '%s\n' "$said" | grep -F ' 0 errors, 0 warnings' >/dev/null || { printf '%s\n' "$said" >&2; wrong "rpmlint has remarks"; }
[ $status -eq 0 ] && echo "lint: desktop entry, AppStream metadata, completions, lintian and rpmlint have no unexplained remark"
exit $status
