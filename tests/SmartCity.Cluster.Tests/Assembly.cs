// Whole programs on two cores: one test at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
// Signals and file modes are those of Unix.
[assembly: System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
