// Whole cities of five programs each: one at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
// Signals, process groups and file modes are those of Unix.
[assembly: System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
