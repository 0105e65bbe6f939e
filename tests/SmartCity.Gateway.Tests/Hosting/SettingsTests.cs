using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using SmartCity.Contracts.Security;
using SmartCity.Gateway.Hosting;

namespace SmartCity.Gateway.Tests.Hosting;

public sealed class SettingsTests
{
    [Fact]
    public void Every_mistake_is_named_at_once()
    {
        var wrong = Assert.Throws<OptionsValidationException>(() => GatewayHost.Build(
        [
            "--Gateway:Destination=8100", "--Gateway:Directory:Key={}", "--Gateway:Limits:Connections=0", "--Gateway:Limits:Silence=00:00:00",
            "--Gateway:Operators:0:Key=x", "--Gateway:Operators:0:Rights:0=read", "--Gateway:Operators:1:Name=a", "--Gateway:Operators:2:Name=a",
        ]));

        string[] expected =
        [
            "Gateway:Site is missing", "Gateway:Node is missing", "Gateway:Destination is '8100'", "Gateway:Directory:Key must", "Gateway:Limits:Connections is 0", "Gateway:Limits:Silence is 00:00:00",
            "Gateway:Operators:0:Name is missing", "Gateway:Operators:0:Key must", "Gateway:Operators:0:Rights holds read", "names a more than once",
        ];
        foreach (var part in expected)
            Assert.Contains(wrong.Failures, failure => failure.Contains(part));
    }

    [Fact]
    public void A_setting_that_does_not_exist_is_named()
    {
        var wrong = Assert.Throws<InvalidOperationException>(() => Build(("Gateway:Limits:Conections", "5")));

        Assert.Contains("Conections", wrong.Message);
    }

    [Theory]
    [InlineData("http://127.0.0.1:0", true)]
    [InlineData("http://localhost:0;http://[::1]:0", true)]
    [InlineData("http://0.0.0.0:0", false)]
    [InlineData("http://*:8080", false)]
    [InlineData("http://127.0.0.1:0;http://192.0.2.1:8080", false)]
    public void A_key_made_for_one_machine_is_refused_where_others_can_reach_it(string urls, bool accepted)
    {
        var wrong = Record.Exception(() => Build(("urls", urls), ("Gateway:Operators:0:LoopbackOnly", "true")));

        Assert.Equal(accepted, wrong is null);
        if (!accepted)
            Assert.Contains("made for one machine", Assert.IsType<OptionsValidationException>(wrong).Message);
    }

    [Theory]
    [InlineData("http_ports", "8080", false)]
    [InlineData("Kestrel:Endpoints:Https:Url", "https://0.0.0.0:8443", false)]
    [InlineData("Kestrel:Endpoints:Https:Url", "https://127.0.0.1:8443", true)]
    [InlineData("unrelated", "1", true)]
    public void Other_ways_to_listen_are_seen_too(string key, string value, bool onLoopback) =>
        Assert.Equal(onLoopback, Listener.IsOnLoopback(new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build()));

    [Fact]
    public async Task The_public_key_is_printed_made_if_need_be_and_stays()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("smartcity-test-").FullName;
        var (first, second) = (new StringWriter(), new StringWriter());

        Assert.Equal(0, await PrintKey.RunAsync(["--print-key", $"--Gateway:Data={folder}"], first));
        Assert.Equal(0, await PrintKey.RunAsync([$"--Gateway:Data={folder}", "--print-key"], second));

        var stored = SigningKey.LoadOrCreate(Path.Combine(folder, "gateway-key.pem")).Public;
        Assert.Equal(stored, PublicKey.TryParse(first.ToString()));
        Assert.Equal(first.ToString(), second.ToString());
        System.IO.Directory.Delete(folder, recursive: true);
    }

    private static void Build(params (string Key, string Value)[] settings)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("smartcity-test-").FullName;
        try
        {
            using var app = (IDisposable)GatewayHost.Build([], builder =>
            {
                builder.Configuration.AddInMemoryCollection(TestGateway.Settings("http://127.0.0.1:9", folder));
                builder.Configuration.AddInMemoryCollection(settings.Select(pair => new KeyValuePair<string, string?>(pair.Key, pair.Value)));
            });
        }
        finally
        {
            System.IO.Directory.Delete(folder, recursive: true);
        }
    }
}
