using System.Collections.Concurrent;
using SmartCity.Protocols;
using SmartCity.Protocols.Jt808;
using SmartCity.Protocols.Jt808.Data;
using SmartCity.Protocols.Jt808.Framing;
using SmartCity.Protocols.Jt808.Information;
using SmartCity.Protocols.Jt808.Location;
using SmartCity.Protocols.Jt808.Regions;
using SmartCity.Protocols.Jt808.Terminal;
using SmartCity.Protocols.Jt808.Vehicle;

namespace SmartCity.Simulators.Jt808;

/// <summary>What the terminal answers to what the platform asks: its own reply where the standard has one, 0x0001 otherwise.</summary>
internal sealed class Jt808TerminalAnswers(Jt808TerminalOptions options, Jt808TerminalState state)
{
    public ConcurrentQueue<string> Texts { get; } = [];

    public ConcurrentDictionary<uint, Jt808Body> Regions { get; } = [];

    public Jt808Body Answer(in Jt808Header header, ReadOnlySpan<byte> bytes)
    {
        FrameError error = Jt808Bodies.TryRead(header.MessageId, bytes, options.Edition, out Jt808Body? body);
        return error == FrameError.None ? Answer(header, body!) : Ack(header, AckResult.Wrong);
    }

    private Jt808Body Answer(in Jt808Header header, Jt808Body body) => body switch
    {
        SetParameters set => Done(header, () => set.Parameters.ToList().ForEach(state.Apply)),
        QueryParameters query => new ParametersReply(header.Sequence, Known(query.Ids)),
        TrackingControl control => Done(header, () => state.Track(control)),
        TextMessage text => Done(header, () => Texts.Enqueue(text.Text)),
        AlarmConfirmation confirmed => Done(header, () => state.Alarms &= ~confirmed.Alarms),
        VehicleControl control => Locked(header, control.LockDoors),
        CircleRegions circles => Done(header, () => circles.Regions.ToList().ForEach(circle => Regions[circle.Id] = circles)),
        RectangleRegions all => Done(header, () => all.Regions.ToList().ForEach(one => Regions[one.Id] = all)),
        PolygonRegion polygon => Done(header, () => Regions[polygon.Id] = polygon),
        RouteSetting route => Done(header, () => Regions[route.Id] = route),
        RegionDeletion deletion => Done(header, () => Delete(deletion)),
        TerminalControl or EventSettings or CallBack or PhoneBook or Passthrough => Ack(header, AckResult.Ok),
        RawBody { MessageId: MessageIds.QueryParameters } => new ParametersReply(header.Sequence, [.. state.Parameters.Values]),
        RawBody { MessageId: MessageIds.LocationQuery } => new LocationReply(header.Sequence, state.Locate()),
        RawBody { MessageId: MessageIds.QueryAttributes } => Attributes(),
        RawBody { MessageId: MessageIds.QueryDriverIdentity } => new DriverIdentity { State = CardState.Pulled, Time = state.Clock },
        _ => Ack(header, AckResult.Unsupported),
    };

    private static TerminalAck Ack(in Jt808Header header, AckResult result) => new(header.Sequence, header.MessageId, result);

    private static TerminalAck Done(in Jt808Header header, Action action)
    {
        action();
        return Ack(header, AckResult.Ok);
    }

    private TerminalParameter[] Known(IReadOnlyList<uint> ids) =>
        [.. ids.Where(state.Parameters.ContainsKey).Select(id => state.Parameters[id])];

    private VehicleControlReply Locked(in Jt808Header header, bool locked)
    {
        state.DoorsLocked = locked;
        return new VehicleControlReply(header.Sequence, state.Locate());
    }

    private void Delete(RegionDeletion deletion)
    {
        foreach (uint id in deletion.Regions.Count == 0 ? [.. Regions.Keys] : deletion.Regions) Regions.TryRemove(id, out _);
    }

    private TerminalAttributes Attributes() => new()
    {
        TerminalType = 1, ManufacturerId = "70111", Model = "HYJK-SIM", TerminalId = Jt808Terminal.IdOf(options),
        Iccid = "89860000000000000000", HardwareVersion = "1.0", FirmwareVersion = "1.0", GnssModule = 3, RadioModule = 0x20,
    };
}
