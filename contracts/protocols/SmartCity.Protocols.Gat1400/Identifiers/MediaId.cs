namespace SmartCity.Protocols.Gat1400.Identifiers;

/// <summary>What a 41-digit identifier names. Open set.</summary>
public enum MediaKind
{
    /// <summary>A piece of video.</summary>
    Video = 1,

    /// <summary>A picture.</summary>
    Image = 2,

    /// <summary>A file.</summary>
    File = 3,
}

/// <summary>The 41 digits of a picture, video or file (GA/T 1400.1): device 20, kind 2, time 14, sequence 5.</summary>
public readonly record struct MediaId
{
    private readonly string? _text;

    private MediaId(string text) => _text = text;

    /// <summary>Digits of the identifier.</summary>
    public const int Length = DeviceId.Length + 2 + 14 + 5;

    /// <summary>Who made it.</summary>
    public DeviceId Device => DeviceId.TryParse(Text[..20], out var device) ? device : default;

    /// <summary>What it is.</summary>
    public MediaKind Kind => (MediaKind)Digits.Number(Text, 20, 2);

    /// <summary>When, by the device's clock in Beijing time; null when the digits are no time.</summary>
    public DateTimeOffset? Time => BeijingTime.Parse(Text.AsSpan(22, 14));

    /// <summary>Number within the second, 0 to 99999.</summary>
    public int Sequence => Digits.Number(Text, 36, 5);

    private string Text => _text ?? new string('0', Length);

    /// <summary>Puts an identifier together; the time is cut to the second.</summary>
    /// <exception cref="ArgumentException">A part is not of its length.</exception>
    public static MediaId Create(DeviceId device, MediaKind kind, DateTimeOffset time, int sequence) => new(
        device + Digits.Of((int)kind, 2, nameof(kind)) + BeijingTime.Format(time) + Digits.Of(sequence, 5, nameof(sequence)));

    /// <summary>Takes 41 digits and nothing else.</summary>
    public static bool TryParse(string? text, out MediaId id)
    {
        var valid = Digits.Are(text, Length);
        id = valid ? new(text!) : default;
        return valid;
    }

    /// <summary>The 41 digits.</summary>
    public override string ToString() => Text;
}
