// A whole city and a browser: one at a time, one city for all of them.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(SmartCity.Browser.Tests.CitySite))]
// Signals and process groups are those of Unix.
[assembly: System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
