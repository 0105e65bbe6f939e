// A whole city and a browser: one at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
// Signals and process groups are those of Unix.
[assembly: System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
