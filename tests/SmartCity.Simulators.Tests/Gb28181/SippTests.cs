using System.Globalization;
using System.Net;
using System.Net.Sockets;
using SmartCity.Protocols.Gb28181.Manscdp;
using SmartCity.Simulators.Gb28181;

namespace SmartCity.Simulators.Tests.Gb28181;

public sealed class SippTests
{
    [Theory]
    [InlineData("u1")]
    [InlineData("t1")]
    public async Task Devices_made_by_SIPp_register_and_keep_alive_at_our_side(string transport)
    {
        var folder = Sipp.NewFolder();
        await using var platform = new SmallPlatform();
        var arguments = new[]
        {
            $"127.0.0.1:{platform.Address.Port}", "-sf", Sample("gb28181_sipp_register_keepalive.xml"), "-inf", Sample("gb28181_sipp_devices.csv"),
            "-m", "2", "-r", "2", "-i", "127.0.0.1", "-p", FreePort().ToString(CultureInfo.InvariantCulture), "-t", transport,
        };
        await using var sipp = Sipp.Start(folder, arguments);
        await sipp.SucceedAsync(folder);
        Assert.Equal(["43040500001320000001", "43040500001320000002"], platform.Registered.Keys.Order());
        Assert.Equal([200, 200, 401, 401], platform.Registrations.Select(one => one.Status).Order());
        foreach (var _ in platform.Registered)
            Assert.Equal("OK", ((Keepalive)await platform.Documents.NextAsync(one => one is Keepalive)).Status);
        Assert.Empty(platform.Errors);
        Assert.Empty(platform.Faults);
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("u1")]
    [InlineData("t1")]
    public async Task Our_camera_registers_answers_and_takes_a_call_at_a_platform_made_by_SIPp(string transport)
    {
        var folder = Sipp.NewFolder();
        var scenario = Path.Combine(folder, "platform.xml");
        await File.WriteAllTextAsync(scenario, SippPlatform.Scenario);
        var port = FreePort();
        // Calls: the registration with everything asked within it, one keepalive, two pages of a catalogue of two.
        await using var sipp = Sipp.Start(folder, "-sf", scenario, "-m", "4", "-i", "127.0.0.1", "-p", port.ToString(CultureInfo.InvariantCulture), "-t", transport);
        var events = new Happenings<CameraEvent>();
        await using (var camera = new Camera(CameraTests.Options(new IPEndPoint(IPAddress.Loopback, port)) with { UseTcp = transport == "t1", Channels = 2, PageSize = 1, RetryAfter = TimeSpan.FromMilliseconds(200) }, TimeProvider.System, events.Add))
        {
            camera.Start();
            await events.NextAsync(one => one.Kind == CameraEventKind.Registered);
            await events.NextAsync(one => one.Kind == CameraEventKind.CallEstablished);
            await events.NextAsync(one => one.Kind == CameraEventKind.CallEnded);
            Assert.Empty(camera.Errors);
        }
        await events.NextAsync(one => one.Kind == CameraEventKind.Unregistered);
        await sipp.SucceedAsync(folder);
        Directory.Delete(folder, recursive: true);
    }

    private static int FreePort()
    {
        // Free for both, so that it is free for whichever SIPp binds.
        using var tcp = new TcpListener(IPAddress.Loopback, 0);
        tcp.Start();
        return ((IPEndPoint)tcp.LocalEndpoint).Port;
    }

    private static string Sample(string name)
    {
        var fromEnvironment = Environment.GetEnvironmentVariable("SMARTCITY_SHARED");
        IEnumerable<string> roots = fromEnvironment is null ? [] : [fromEnvironment];
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            roots = roots.Append(Path.Combine(folder.FullName, "shared"));
        var found = roots.Select(root => Path.Combine(root, "protocols", "samples", name)).FirstOrDefault(File.Exists);
        Assert.SkipWhen(found is null, $"the sample {name} is not here; set SMARTCITY_SHARED to the folder that holds protocols/samples");
        return found!;
    }
}
