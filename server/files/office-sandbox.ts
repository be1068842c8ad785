/** What LibreOffice may do while it reads a file of a stranger: the shell script that bounds it, and the settings of its fresh profile. */

/**
 * `$0` the program; seconds, folder, filter to write with, filter to read with, name of the file, folders to hide. Limits of the system go first: 60 s of a
 * processor, 2 GB of memory, 100 MB a file, no core. Then no network, no other process in sight and empty folders, as far as the system lets anybody have that.
 */
export const sandboxScript = `ulimit -c 0; ulimit -t 60; ulimit -v 2000000; ulimit -f 200000
seconds="$1"; shift
work='folder="$1"; to="$2"; from="$3"; name="$4"; shift 4
for hidden in "$@"; do mount -t tmpfs -o size=4k none "$hidden" || exit 77; done
exec env -i PATH=/usr/bin:/bin HOME="$folder" TMPDIR="$folder/tmp" LANG=C.UTF-8 "$0" --headless --norestore --nolockcheck --nodefault --nologo --nofirststartwizard \\
  "-env:UserInstallation=file://$folder/profile" "--infilter=$from" --convert-to "$to" --outdir "$folder/out" "$folder/$name"'
if unshare -rnmp --fork --kill-child --mount-proc true 2>&-; then exec timeout -s KILL "$seconds" unshare -rnmp --fork --kill-child --mount-proc sh -c "$work" "$0" "$@"; fi
folder="$1"; to="$2"; from="$3"; name="$4"
if unshare -rn true 2>&-; then exec timeout -s KILL "$seconds" unshare -rn sh -c "$work" "$0" "$folder" "$to" "$from" "$name"; fi
exec timeout -s KILL "$seconds" sh -c "$work" "$0" "$folder" "$to" "$from" "$name"`

const setting = (path: string, name: string, value: string): string =>
  `<item oor:path="/org.openoffice.${path}"><prop oor:name="${name}" oor:op="fuse"><value>${value}</value></prop></item>`

/** No macros, nothing fetched, no links updated: in Writer 0 is never, in Calc 1 is. */
export const profileSettings = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
${[
    setting('Office.Common/Security/Scripting', 'MacroSecurityLevel', '3'), setting('Office.Common/Security/Scripting', 'DisableMacrosExecution', 'true'),
    setting('Office.Common/Security/Scripting', 'BlockUntrustedRefererLinks', 'true'),
    setting('Office.Writer/Content/Update', 'Link', '0'), setting('Office.Calc/Content/Update', 'Link', '1'),
    setting('Office.Common/Misc', 'FirstRun', 'false'), setting('Office.Java/VirtualMachine', 'Enable', 'false'),
  ].join('\n')}
</oor:items>
`
