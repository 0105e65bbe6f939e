using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SmartCity.Bus.Importing;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Storage;
using SmartCity.TestKit;

namespace SmartCity.Bus.Tests.Importing;

public sealed class ForgetTests
{
    private static readonly ImportOptions Import = new() { Queue = "q", Sources = { new SourceOptions { Source = Foreign.Source, Types = { Foreign.Type } } } };

    [Fact]
    public async Task What_was_imported_is_remembered_for_fourteen_days_and_then_forgotten()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var node = await BusNode.StartAsync(new Dictionary<string, string?>());
        var options = Options.Create(new BusOptions());
        var importer = new Importer(node.Store, node.Services.GetRequiredService<NodeInfo>(), options, clock, NullLogger<Importer>.Instance);
        var forget = new ForgetLoop(node.Store, options, clock);
        var message = System.Text.Encoding.UTF8.GetBytes(Foreign.Event("1"));

        Assert.Null(await importer.TryAsync(Import, message, default));
        clock.Advance(TimeSpan.FromDays(13.9));
        Assert.Equal(0, await forget.ForgetAsync(default));
        Assert.Null(await importer.TryAsync(Import, message, default));
        Assert.Single(await node.OwnAsync(Foreign.Type));
        clock.Advance(TimeSpan.FromDays(0.2));
        Assert.Equal(1, await forget.ForgetAsync(default));
    }
}
