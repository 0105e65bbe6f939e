using Microsoft.Extensions.Time.Testing;
using SmartCity.Protocols.Digest;
using SmartCity.Protocols.Gat1400;
using SmartCity.Protocols.Gat1400.Identifiers;
using SmartCity.Simulators.Gat1400;

namespace SmartCity.Simulators.Tests.Gat1400;

public sealed class CheckpointTests : IAsyncDisposable
{
    private const string Password = "test-password-1";

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.FromHours(8)));
    private readonly TestLibrary _library;
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;
    private HttpClient? _http;

    public CheckpointTests() => _library = new(_clock, Password);

    private static CheckpointOptions Options => new()
    {
        Device = DeviceId.Create("43040500", 0, DeviceId.CaptureDeviceType, 0, 1),
        Tollgate = DeviceId.Create("43040500", 0, DeviceId.TollgateType, 0, 1),
        Password = Password,
        BatchSize = 3,
    };

    private async Task<Checkpoint> StartAsync(CheckpointOptions options)
    {
        await _library.StartAsync();
        _http = new HttpClient { BaseAddress = _library.Address };
        return new Checkpoint(options, _http, _clock);
    }

    [Fact]
    public async Task It_registers_keeps_alive_posts_vehicles_and_takes_leave()
    {
        var checkpoint = await StartAsync(Options);
        Assert.Equal(ViidOutcome.Answered, (await checkpoint.RegisterAsync(_token)).Outcome);
        Assert.True(_library.Sessions.ContainsKey("43040500001190000001"));
        Assert.Equal(StatusCode.Ok, Assert.Single((await checkpoint.KeepaliveAsync(_token)).Rows).StatusCode);

        var seen = checkpoint.Pass();
        checkpoint.Pass();
        var reply = await checkpoint.FlushAsync(_token);
        Assert.Equal(2, reply!.Rows.Count);
        Assert.Equal(new(2, 2, 0, 0, 0), checkpoint.Counts);

        var got = _library.Vehicles[0];
        Assert.Equal((seen.MotorVehicleID, seen.PlateNo, seen.PassTime), (got.MotorVehicleID, got.PlateNo, got.PassTime));
        Assert.Matches("^湘D([A-HJ-NP-Z0-9]{5}|[DF][0-9]{5})$", got.PlateNo);
        Assert.True(ObjectId.TryParse(got.MotorVehicleID, out var id) && id.Kind is ObjectKind.MotorVehicle);
        Assert.Equal(seen.SubImageList!.SubImageInfoObject![0].Data, got.SubImageList!.SubImageInfoObject![0].Data);

        Assert.Equal(ViidOutcome.Answered, (await checkpoint.UnRegisterAsync(_token)).Outcome);
        Assert.Empty(_library.Sessions);
    }

    [Fact]
    public async Task Nothing_is_lost_while_the_library_is_down_and_it_registers_again_when_forgotten()
    {
        var checkpoint = await StartAsync(Options);
        await checkpoint.RegisterAsync(_token);
        await _library.StopAsync();
        for (var i = 0; i < 7; i++) checkpoint.Pass();
        Assert.Equal(ViidOutcome.Unreachable, (await checkpoint.FlushAsync(_token))!.Outcome);
        Assert.Equal(7, checkpoint.Counts.Waiting);

        _library.Sessions.Clear();
        await _library.StartAsync();
        while (await checkpoint.FlushAsync(_token) is { } reply) Assert.Equal(ViidOutcome.Answered, reply.Outcome);
        Assert.Equal(new(7, 7, 0, 0, 0), checkpoint.Counts);
        Assert.Equal(7, _library.Vehicles.Select(vehicle => vehicle.MotorVehicleID).Distinct().Count());
    }

    [Fact]
    public async Task A_full_queue_lets_the_oldest_go_and_counts_them()
    {
        var checkpoint = await StartAsync(Options with { QueueCapacity = 2 });
        await checkpoint.RegisterAsync(_token);
        checkpoint.Pass();
        var kept = new[] { checkpoint.Pass().MotorVehicleID, checkpoint.Pass().MotorVehicleID };
        Assert.Equal(new(3, 0, 0, 1, 2), checkpoint.Counts);
        await checkpoint.FlushAsync(_token);
        Assert.Equal(kept, _library.Vehicles.Select(vehicle => vehicle.MotorVehicleID));
    }

    [Fact]
    public async Task What_a_busy_library_did_not_take_is_sent_again()
    {
        var checkpoint = await StartAsync(Options);
        await checkpoint.RegisterAsync(_token);
        checkpoint.Pass();
        _library.AnswerVehiclesWith = StatusCode.DeviceBusy;
        await checkpoint.FlushAsync(_token);
        Assert.Equal(1, checkpoint.Counts.Waiting);
        _library.AnswerVehiclesWith = null;
        await checkpoint.FlushAsync(_token);
        Assert.Equal(new(1, 1, 0, 0, 0), checkpoint.Counts);
    }

    [Fact]
    public async Task A_wrong_password_is_refused_and_not_tried_for_ever()
    {
        var checkpoint = await StartAsync(Options with { Mischief = CheckpointMischief.WrongPassword });
        Assert.Equal(ViidOutcome.WrongPassword, (await checkpoint.RegisterAsync(_token)).Outcome);
        await checkpoint.RunAsync(_token);
        Assert.False(checkpoint.IsRegistered);
        Assert.All(_library.Verdicts, verdict => Assert.Equal(DigestVerdict.WrongResponse, verdict));
        Assert.Equal(4, _library.Requests.Count);
    }

    [Fact]
    public async Task An_expired_nonce_is_called_stale_and_the_next_one_serves()
    {
        var checkpoint = await StartAsync(Options with { Mischief = CheckpointMischief.ExpiredNonce });
        var registering = checkpoint.RegisterAsync(_token);
        while (!registering.IsCompleted)
        {
            // It holds the challenge back on our clock: move that on once it has one, and no more when it has answered.
            await Task.WhenAny(registering, Task.Delay(20, _token));
            if (_library.Requests.Count > 0 && _library.Verdicts.Count == 0) _clock.Advance(TimeSpan.FromMinutes(11));
        }
        Assert.Equal(ViidOutcome.Answered, (await registering).Outcome);
        Assert.Equal([DigestVerdict.StaleNonce, DigestVerdict.Accepted], _library.Verdicts);
    }

    [Fact]
    public async Task An_oversized_body_is_refused_and_dropped()
    {
        _library.MaxBody = 1_000_000;
        var checkpoint = await StartAsync(Options with { Mischief = CheckpointMischief.OversizedBody, OversizedBytes = 2_000_000 });
        await checkpoint.RegisterAsync(_token);
        checkpoint.Pass();
        var reply = await checkpoint.FlushAsync(_token);
        // Kestrel answers 413 and may close the line before the whole body is sent: then the checkpoint sees no answer.
        Assert.True(reply is { Outcome: ViidOutcome.Refused, Http: 413 } or { Outcome: ViidOutcome.Unreachable });
        Assert.Empty(_library.Vehicles);
    }

    [Fact]
    public async Task Half_a_JSON_is_refused_with_status_7()
    {
        var checkpoint = await StartAsync(Options with { Mischief = CheckpointMischief.MalformedJson });
        await checkpoint.RegisterAsync(_token);
        checkpoint.Pass();
        var reply = await checkpoint.FlushAsync(_token);
        Assert.Equal(StatusCode.InvalidJsonFormat, Assert.Single(reply!.Rows).StatusCode);
        Assert.Equal(new(1, 0, 1, 0, 0), checkpoint.Counts);
    }

    [Fact]
    public async Task Duplicate_ids_and_a_wild_clock_are_sent_as_told()
    {
        var checkpoint = await StartAsync(Options with { Mischief = CheckpointMischief.DuplicateIds | CheckpointMischief.WildClock, BatchSize = 20 });
        await checkpoint.RegisterAsync(_token);
        for (var i = 0; i < 20; i++) checkpoint.Pass();
        await checkpoint.FlushAsync(_token);
        Assert.Equal(20, _library.Vehicles.Count);
        Assert.Single(_library.Vehicles.Select(vehicle => vehicle.MotorVehicleID).Distinct());
        Assert.Equal([1970, 2027], _library.Vehicles.Select(vehicle => vehicle.PassTime!.Value.Year).Distinct().Order());
        Assert.Equal(new(20, 20, 0, 0, 0), checkpoint.Counts);
    }

    [Fact]
    public async Task Left_alone_it_registers_posts_keeps_alive_and_takes_leave_when_stopped()
    {
        var checkpoint = await StartAsync(Options);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_token);
        var running = checkpoint.RunAsync(stop.Token);
        while (!(_library.Vehicles.Count >= 3 && _library.Requests.Contains(ViidPaths.Keepalive)))
        {
            // Not while it registers: nonces grow old by the same clock.
            if (checkpoint.IsRegistered) _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(running, Task.Delay(5, _token));
            Assert.False(running.IsCompleted);
        }
        await stop.CancelAsync();
        await running;
        Assert.False(checkpoint.IsRegistered);
        Assert.Empty(_library.Sessions);
    }

    public async ValueTask DisposeAsync()
    {
        _http?.Dispose();
        await _library.DisposeAsync();
    }
}
