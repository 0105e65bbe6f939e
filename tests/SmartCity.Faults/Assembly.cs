// Signals, mounts and file modes are those of Unix.
[assembly: System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
