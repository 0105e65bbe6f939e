// One broker serves all of them, and one test kills it.
[assembly: AssemblyFixture(typeof(SmartCity.Bus.Tests.SharedBroker))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]
