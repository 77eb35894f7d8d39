# The Windows package: installer\target\slipway-VERSION-windows-x64.msi, for one user, without administrator's rights.
#
#   powershell -ExecutionPolicy Bypass -File installer\windows\package.ps1
#
# Needs a JDK 25 (JAVA_HOME), Maven, Python 3 and the WiX Toolset (3.14, or 4 and newer with its Util and UI extensions).
# SLIPWAY_RELEASE_KEY, SLIPWAY_RELEASE_FEED: as for installer/from-source.sh package.
# SLIPWAY_SIGNTOOL: a command that signs one file, for example "signtool sign /fd sha256 /n Slipway /tr URL /td sha256".
$ErrorActionPreference = 'Stop'
$here = (Resolve-Path (Join-Path $PSScriptRoot '..\..')).Path
$target = Join-Path $here 'installer\target'
$work = Join-Path $target 'windows'
# The same for every version for ever: by it an installer finds the version before and replaces it.
$upgrade = 'b6c0f6f4-6d1c-4b5b-9a52-3a1a3f1c7e10'

function Run([string] $program, [string[]] $arguments) {
    & $program @arguments
    if ($LASTEXITCODE -ne 0) { throw "$program ended with $LASTEXITCODE" }
}

if (-not $env:JAVA_HOME) { throw 'Set JAVA_HOME to a JDK 25 or newer.' }
$bin = Join-Path $env:JAVA_HOME 'bin'
[xml] $pom = Get-Content (Join-Path $here 'pom.xml')
$version = $pom.project.version -replace '-.*$', ''
# What JDK and pom call the time of this build, for the files of jlink.
$moment = $pom.project.properties.'project.build.outputTimestamp'

Set-Location $here
if (Test-Path $work) { Remove-Item -Recurse -Force $work }
New-Item -ItemType Directory -Force -Path $work, (Join-Path $work 'jmods'), (Join-Path $work 'input') | Out-Null

# ---- the program ----
$maven = @('-q', '-B', '-ntp', '-DskipTests')
if ($env:SLIPWAY_RELEASE_KEY) {
    $key = (Get-Content $env:SLIPWAY_RELEASE_KEY | Where-Object { $_ -notmatch '-----' }) -join ''
    $maven += "-Dslipway.release.key=$key"
}
if ($env:SLIPWAY_RELEASE_FEED) { $maven += "-Dslipway.release.feed=$env:SLIPWAY_RELEASE_FEED" }
Run 'mvn' ($maven + @('package', 'org.cyclonedx:cyclonedx-maven-plugin:makeBom'))
$libraries = Join-Path $here 'app\target\slipway\lib'
Run 'python' @((Join-Path $here 'installer\common\third-party.py'), (Join-Path $here 'app\target\slipway.cdx.json'),
    $libraries, (Join-Path $work 'input'), $env:JAVA_HOME)

# ---- Java with JavaFX inside ----
foreach ($jar in Get-ChildItem (Join-Path $libraries 'javafx-*-win.jar')) {
    $name = $jar.Name -replace '^javafx-([a-z]*)-.*$', '$1'
    $classes = Join-Path $work "javafx\$name\classes"
    $native = Join-Path $work "javafx\$name\lib"
    New-Item -ItemType Directory -Force -Path $classes, $native | Out-Null
    Push-Location $classes
    Run (Join-Path $bin 'jar.exe') @('--extract', '--file', $jar.FullName)
    Pop-Location
    Get-ChildItem (Join-Path $classes '*.dll') | Move-Item -Destination $native
    # On Windows Java loads libraries from its bin folder.
    Run (Join-Path $bin 'jmod.exe') @('create', '--class-path', $classes, '--cmds', $native, '--date', $moment,
        (Join-Path $work "jmods\javafx.$name.jmod"))
}
$modules = 'java.base,java.logging,java.management,java.naming,java.net.http,java.scripting,java.security.jgss,java.xml,' +
    'jdk.crypto.ec,jdk.crypto.mscapi,jdk.localedata,jdk.management,jdk.unsupported,javafx.controls,javafx.fxml'
Run (Join-Path $bin 'jlink.exe') @('--module-path', (Join-Path $work 'jmods'), '--add-modules', $modules,
    '--include-locales', 'en,zh-CN', '--compress', 'zip-6', '--strip-java-debug-attributes', '--no-header-files',
    '--no-man-pages', '--output', (Join-Path $work 'runtime'))

# ---- the application ----
Copy-Item (Join-Path $here 'app\target\slipway.jar') (Join-Path $work 'input')
Get-ChildItem (Join-Path $libraries '*.jar') | Where-Object { $_.Name -notmatch '^(javafx-|slipway\.jar)' } |
    Copy-Item -Destination (Join-Path $work 'input')
Copy-Item (Join-Path $here 'LICENSE') (Join-Path $work 'input')
Run (Join-Path $bin 'jpackage.exe') @("@$here\installer\common\jpackage.args", '--type', 'app-image',
    '--app-version', $version, '--input', (Join-Path $work 'input'), '--runtime-image', (Join-Path $work 'runtime'),
    '--icon', (Join-Path $here 'icons\slipway.ico'),
    '--add-launcher', "slipway-cli=$here\installer\windows\console.properties", '--dest', $work)
$image = Join-Path $work 'Slipway'

# ---- Java's ahead-of-time cache: the program goes through its window once. Without one it only starts more slowly. ----
$cache = Join-Path $image 'app\app.aot'
$env:SLIPWAY_HOME = Join-Path $work 'home'
$env:JAVA_TOOL_OPTIONS = "-XX:AOTCacheOutput=$cache -Dslipway.rehearsal=window"
$rehearsal = Start-Process -FilePath (Join-Path $image 'slipway-cli.exe') -PassThru -NoNewWindow
if (-not $rehearsal.WaitForExit(300000)) { $rehearsal.Kill() }
Remove-Item 'Env:JAVA_TOOL_OPTIONS', 'Env:SLIPWAY_HOME'
if (Test-Path $cache) {
    foreach ($cfg in Get-ChildItem (Join-Path $image 'app\*.cfg')) {
        $lines = Get-Content $cfg.FullName
        $lines -replace '^\[JavaOptions\]$', "[JavaOptions]`njava-options=-XX:AOTCache=`$APPDIR\app.aot" |
            Set-Content $cfg.FullName -Encoding ascii
    }
} else {
    Write-Warning 'No ahead-of-time cache was made; the package will start more slowly.'
}
# What is packaged has to start, too.
Run (Join-Path $image 'slipway-cli.exe') @('--version')
if ($env:SLIPWAY_SIGNTOOL) {
    foreach ($exe in 'Slipway.exe', 'slipway-cli.exe') {
        cmd /c "$env:SLIPWAY_SIGNTOOL `"$(Join-Path $image $exe)`""
        if ($LASTEXITCODE -ne 0) { throw "$exe could not be signed" }
    }
}

# ---- the installer ----
Run (Join-Path $bin 'jpackage.exe') @('--type', 'msi', '--name', 'Slipway', '--vendor', 'Slipway',
    '--app-version', $version, '--app-image', $image, '--license-file', (Join-Path $here 'LICENSE'),
    '--file-associations', (Join-Path $here 'installer\windows\slipway.association'),
    '--win-per-user-install', '--win-menu', '--win-menu-group', 'Slipway', '--win-shortcut-prompt',
    '--win-upgrade-uuid', $upgrade, '--dest', $work)
$msi = Join-Path $target "slipway-$version-windows-x64.msi"
Move-Item -Force (Join-Path $work "Slipway-$version.msi") $msi
if ($env:SLIPWAY_SIGNTOOL) {
    cmd /c "$env:SLIPWAY_SIGNTOOL `"$msi`""
    if ($LASTEXITCODE -ne 0) { throw 'The installer could not be signed' }
}
$hash = (Get-FileHash -Algorithm SHA256 $msi).Hash.ToLowerInvariant()
[IO.File]::WriteAllText((Join-Path $target 'SHA256SUMS'), "$hash  $(Split-Path -Leaf $msi)`n")
Write-Output $msi
