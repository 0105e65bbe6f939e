using SmartCity.Protocols.Jt808.Framing;

namespace SmartCity.Protocols.Jt808.Location;

/// <summary>
/// 0x0200 位置信息汇报 (2011: 8.12; 2013: 8.18): 28 bytes of basics and a list of additional items. Coordinates are WGS-84
/// unless <see cref="StatusFlags.CoordinatesEncrypted"/> is set.
/// </summary>
public sealed record LocationReport : Jt808Body
{
    /// <summary>Bytes of the basic part.</summary>
    public const int BasicBytes = 28;

    /// <summary>Alarms that stand.</summary>
    public AlarmFlags Alarms { get; init; }

    /// <summary>State of vehicle and fix.</summary>
    public StatusFlags Status { get; init; }

    /// <summary>Latitude in millionths of a degree, without sign (<see cref="StatusFlags.South"/>). As sent, even beyond 90°.</summary>
    public uint LatitudeMicrodegrees { get; init; }

    /// <summary>Longitude in millionths of a degree, without sign (<see cref="StatusFlags.West"/>). As sent, even beyond 180°.</summary>
    public uint LongitudeMicrodegrees { get; init; }

    /// <summary>Height above sea level in metres.</summary>
    public ushort AltitudeMetres { get; init; }

    /// <summary>Speed by GNSS in tenths of km/h.</summary>
    public ushort SpeedTenthsKmh { get; init; }

    /// <summary>Course in degrees from north, clockwise, 0–359.</summary>
    public ushort DirectionDegrees { get; init; }

    /// <summary>The terminal's clock, +08:00; null when it sent none or digits that are no time. May be wild.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>Additional items, known and unknown, as they came.</summary>
    public AdditionalItems Items { get; init; }

    /// <summary>Speed in km/h.</summary>
    public decimal SpeedKmh => SpeedTenthsKmh / 10m;

    /// <summary>Latitude in degrees, south negative.</summary>
    public double Latitude => (Status.HasFlag(StatusFlags.South) ? -1e-6 : 1e-6) * LatitudeMicrodegrees;

    /// <summary>Longitude in degrees, west negative.</summary>
    public double Longitude => (Status.HasFlag(StatusFlags.West) ? -1e-6 : 1e-6) * LongitudeMicrodegrees;

    /// <summary>Whether the terminal calls the position a fix and it lies on the earth and not at 0, 0.</summary>
    public bool HasPosition => Status.HasFlag(StatusFlags.Located)
        && LatitudeMicrodegrees <= 90_000_000 && LongitudeMicrodegrees <= 180_000_000
        && (LatitudeMicrodegrees | LongitudeMicrodegrees) != 0;

    /// <inheritdoc/>
    public override ushort MessageId => MessageIds.Location;

    /// <summary>Decodes the body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="edition">Any; all are alike.</param>
    /// <param name="message">The message, or null on error.</param>
    /// <returns>
    /// None, or BadField when the body is shorter than 28 bytes. A list of items that breaks off does not cost the
    /// position: see <see cref="AdditionalItems.HasBrokenTail"/>.
    /// </returns>
    public static FrameError TryRead(ReadOnlySpan<byte> body, Jt808Edition edition, out LocationReport? message)
    {
        var reader = new BodyReader(body);
        return reader.Accept(Read(ref reader, body.Length), out message);
    }

    internal static LocationReport Read(ref BodyReader reader, int length) => new()
    {
        Alarms = (AlarmFlags)reader.UInt32(),
        Status = (StatusFlags)reader.UInt32(),
        LatitudeMicrodegrees = reader.UInt32(),
        LongitudeMicrodegrees = reader.UInt32(),
        AltitudeMetres = reader.UInt16(),
        SpeedTenthsKmh = reader.UInt16(),
        DirectionDegrees = reader.UInt16(),
        Time = reader.Time(),
        Items = length > BasicBytes ? new AdditionalItems(reader.Take(length - BasicBytes).ToArray()) : default,
    };

    internal override void Write(ref BodyWriter writer, Jt808Edition edition)
    {
        WriteBasics(ref writer);
        writer.Bytes(Items.Bytes.Span);
    }

    internal void WriteBasics(ref BodyWriter writer)
    {
        writer.UInt32((uint)Alarms);
        writer.UInt32((uint)Status);
        writer.UInt32(LatitudeMicrodegrees);
        writer.UInt32(LongitudeMicrodegrees);
        writer.UInt16(AltitudeMetres);
        writer.UInt16(SpeedTenthsKmh);
        writer.UInt16(DirectionDegrees);
        writer.Time(Time);
    }
}
