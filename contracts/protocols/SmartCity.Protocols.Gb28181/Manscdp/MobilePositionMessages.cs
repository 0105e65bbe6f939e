using System.Xml.Linq;

namespace SmartCity.Protocols.Gb28181.Manscdp;

/// <summary>Asks for positions: the body of a SUBSCRIBE with Event presence (A.2.4.9).</summary>
/// <param name="Sn">The subscription's number.</param>
/// <param name="DeviceId">The moving device.</param>
/// <param name="IntervalSeconds">How often, in seconds; 5 when not said.</param>
public sealed record MobilePositionQuery(long Sn, string DeviceId, int IntervalSeconds = 5) : ManscdpMessage(Sn, DeviceId)
{
    /// <inheritdoc/>
    public override ManscdpKind Kind => ManscdpKind.Query;

    /// <inheritdoc/>
    public override string Command => ManscdpCommands.MobilePosition;

    internal static MobilePositionQuery From(ManscdpDocument document) =>
        new(document.Sn, document.DeviceId, document.Root.Count("Interval") is > 0 and var seconds ? seconds : 5);

    private protected override void Fill(XElement root) => root.Put("Interval", IntervalSeconds);
}

/// <summary>移动设备位置数据通知 (A.2.5.5).</summary>
/// <param name="Sn">Counts up.</param>
/// <param name="DeviceId">The moving device.</param>
/// <param name="Time">When, the device's clock, Beijing time.</param>
/// <param name="Longitude">Degrees, WGS-84 unless the site is known to send otherwise.</param>
/// <param name="Latitude">Degrees.</param>
/// <param name="SpeedKmh">Kilometres an hour, or null.</param>
/// <param name="DirectionDegrees">Clockwise from north, or null.</param>
/// <param name="AltitudeMetres">Metres above the sea, or null.</param>
public sealed record MobilePosition(
    long Sn, string DeviceId, DateTime Time, double Longitude, double Latitude, double? SpeedKmh = null,
    double? DirectionDegrees = null, double? AltitudeMetres = null) : ManscdpMessage(Sn, DeviceId)
{
    /// <inheritdoc/>
    public override ManscdpKind Kind => ManscdpKind.Notify;

    /// <inheritdoc/>
    public override string Command => ManscdpCommands.MobilePosition;

    internal static MobilePosition? From(ManscdpDocument document)
    {
        var root = document.Root;
        if (root.Time("Time") is not { } time || root.Decimal("Longitude") is not { } longitude || root.Decimal("Latitude") is not { } latitude)
            return null;
        var onEarth = Math.Abs(longitude) <= 180 && Math.Abs(latitude) <= 90;
        return onEarth
            ? new(document.Sn, document.DeviceId, time, longitude, latitude, root.Decimal("Speed"), root.Decimal("Direction"), root.Decimal("Altitude"))
            : null;
    }

    private protected override void Fill(XElement root) => root.Put("Time", Time).Put("Longitude", Longitude).Put("Latitude", Latitude)
        .Put("Speed", SpeedKmh).Put("Direction", DirectionDegrees).Put("Altitude", AltitudeMetres);
}
