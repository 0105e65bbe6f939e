namespace SmartCity.Protocols.Gat1400.Identifiers;

/// <summary>What a 33-digit identifier names. The digits come from practice, not from a text of the standard we could read: open set.</summary>
public enum RequestKind
{
    /// <summary>A watch (布控).</summary>
    Disposition = 2,

    /// <summary>A subscription.</summary>
    Subscription = 3,

    /// <summary>A notification.</summary>
    Notification = 4,
}

/// <summary>
/// The 33 digits of a subscription, notification or watch (GA/T 1400.1): unit 12, kind 2, time 14, sequence 5.
/// Platforms also send their own 20 digits in place of the unit, and other lengths: such an id is kept as a text.
/// </summary>
public readonly record struct RequestId
{
    private readonly string? _text;

    private RequestId(string text) => _text = text;

    /// <summary>Digits of the identifier.</summary>
    public const int Length = 12 + 2 + 14 + 5;

    /// <summary>The unit that asks, GA/T 380: <c>430400000000</c>.</summary>
    public string Unit => Text[..12];

    /// <summary>What it is.</summary>
    public RequestKind Kind => (RequestKind)Digits.Number(Text, 12, 2);

    /// <summary>When, in Beijing time; null when the digits are no time.</summary>
    public DateTimeOffset? Time => BeijingTime.Parse(Text.AsSpan(14, 14));

    /// <summary>Number within the second, 0 to 99999.</summary>
    public int Sequence => Digits.Number(Text, 28, 5);

    private string Text => _text ?? new string('0', Length);

    /// <summary>Puts an identifier together; the time is cut to the second.</summary>
    /// <exception cref="ArgumentException">A part is not of its length.</exception>
    public static RequestId Create(string unit, RequestKind kind, DateTimeOffset time, int sequence) => new(
        Digits.Of(unit, 12, nameof(unit)) + Digits.Of((int)kind, 2, nameof(kind)) + BeijingTime.Format(time) +
        Digits.Of(sequence, 5, nameof(sequence)));

    /// <summary>Takes 33 digits and nothing else.</summary>
    public static bool TryParse(string? text, out RequestId id)
    {
        var valid = Digits.Are(text, Length);
        id = valid ? new(text!) : default;
        return valid;
    }

    /// <summary>The 33 digits.</summary>
    public override string ToString() => Text;
}
