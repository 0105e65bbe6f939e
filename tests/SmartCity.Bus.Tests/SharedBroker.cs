using System.Globalization;
using RabbitMQ.Client;
using SmartCity.TestKit;

namespace SmartCity.Bus.Tests;

/// <summary>The broker of this assembly, started by the first test that wants it.</summary>
public sealed class SharedBroker : IAsyncLifetime
{
    private TestRabbit? rabbit;

    public async Task<TestRabbit> GetAsync() => rabbit ??= await TestRabbit.StartAsync();

    /// <summary>Settings of a node that uses it.</summary>
    public async Task<Dictionary<string, string?>> SettingsAsync(params (string Name, string Value)[] more)
    {
        var broker = await GetAsync();
        var settings = new Dictionary<string, string?>
        {
            ["Bus:Via"] = "RabbitMq",
            ["Bus:Broker:Host"] = "127.0.0.1",
            ["Bus:Broker:Port"] = broker.Port.ToString(CultureInfo.InvariantCulture),
            ["Bus:Broker:User"] = TestRabbit.User,
            ["Bus:Broker:Password"] = TestRabbit.Password,
            ["Bus:RetryPause"] = "00:00:00.010",
        };
        foreach (var (name, value) in more)
            settings["Bus:" + name] = value;
        return settings;
    }

    /// <summary>A client as a partner would use one.</summary>
    public async Task<IConnection> ConnectAsync()
    {
        var broker = await GetAsync();
        return await new ConnectionFactory { HostName = "127.0.0.1", Port = broker.Port, UserName = TestRabbit.User, Password = TestRabbit.Password, AutomaticRecoveryEnabled = false }.CreateConnectionAsync();
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (rabbit is not null)
            await rabbit.DisposeAsync();
    }
}
