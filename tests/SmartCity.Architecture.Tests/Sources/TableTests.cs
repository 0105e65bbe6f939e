namespace SmartCity.Architecture.Tests;

public sealed class TableTests
{
    // Platform modules that read the Kernel's log by SQL, with the reason.
    private static readonly Dictionary<string, string> MayReadTheLog = new()
    {
        ["services/Federation/"] = "the link compares cursors with the log and reports its backlog",
        ["services/Bus/"] = "the bus reports what waits to be published",
    };

    // Tables whose names are not ours to choose, with the reason.
    private static readonly Dictionary<string, string> NamedByOthers = new() { ["orleansquery"] = "Orleans reads its statements from a table of this name" };

    [Fact]
    public void The_tables_of_a_module_begin_with_its_name() => Assert.Empty(
        from module in ModuleFolder.All.Append(new("services/Kernel/", "Kernel", "kernel", ""))
        from source in Of(module.Folder)
        from mistake in TableRules.FindPrefixMistakes(source, module.Prefix)
        where !NamedByOthers.Keys.Any(mistake.Contains)
        select mistake);

    [Fact]
    public void Nobody_touches_the_tables_of_another_module() => Assert.Empty(
        from module in ModuleFolder.All
        let foreign = ModuleFolder.All.Where(other => other != module).SelectMany(other => Of(other.Folder)).SelectMany(TableRules.Made)
            .Concat(MayReadTheLog.ContainsKey(module.Folder) ? [] : Of("services/Kernel/").SelectMany(TableRules.Made)).Distinct().ToList()
        from source in Of(module.Folder)
        from mistake in TableRules.FindForeignTables(source, foreign)
        select mistake);

    [Theory]
    [InlineData("create table stations (id text)")]
    [InlineData("create unique index if not exists by_name on traffic_stations (name)")]
    [InlineData("entity.ToTable(\"stations\");")]
    public void A_table_without_the_prefix_is_noticed(string code) => Assert.Single(TableRules.FindPrefixMistakes(new("services/Traffic/X.cs", code), "traffic_"));

    [Fact]
    public void A_foreign_table_is_noticed() => Assert.Single(TableRules.FindForeignTables(new("services/Traffic/X.cs", "select * from kernel_log where lane = 0"), ["kernel_log", "kernel_parked"]));

    [Fact]
    public void Tables_are_found_where_there_are_some() => Assert.Contains("federation_peers", Of("services/Federation/").SelectMany(TableRules.Made));

    private static IEnumerable<Source> Of(string folder) => Repository.Sources.Where(source => Repository.IsIn(source.Path, folder));
}
