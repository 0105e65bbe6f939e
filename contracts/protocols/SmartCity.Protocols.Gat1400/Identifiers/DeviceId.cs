namespace SmartCity.Protocols.Gat1400.Identifiers;

/// <summary>
/// The 20 digits of a device or platform (GA/T 1400.1, as GB/T 28181 annex D): centre 8, industry 2, type 3, network 1, serial 6.
/// <c>43040500|00|119|0|000001</c> is a capturing device in 珠晖区.
/// </summary>
public readonly record struct DeviceId
{
    private readonly string? _text;

    private DeviceId(string text) => _text = text;

    /// <summary>Digits of the identifier.</summary>
    public const int Length = 20;

    /// <summary>A capturing device (采集设备).</summary>
    public const int CaptureDeviceType = 119;

    /// <summary>A capturing system (采集系统).</summary>
    public const int CaptureSystemType = 120;

    /// <summary>A checkpoint (视频卡口).</summary>
    public const int TollgateType = 121;

    /// <summary>A view library (视图库).</summary>
    public const int ViewLibraryType = 503;

    /// <summary>The division of the centre, six digits of GB/T 2260: <c>430405</c>.</summary>
    public string Division => Text[..6];

    /// <summary>The centre: the division and two digits below it.</summary>
    public string Centre => Text[..8];

    /// <summary>Industry, 0 to 99; 00 to 02 public security.</summary>
    public int Industry => Digits.Number(Text, 8, 2);

    /// <summary>What it is, 0 to 999: see the constants.</summary>
    public int Type => Digits.Number(Text, 10, 3);

    /// <summary>Network, 0 to 9.</summary>
    public int Network => Digits.Number(Text, 13, 1);

    /// <summary>Number within the above.</summary>
    public int Serial => Digits.Number(Text, 14, 6);

    private string Text => _text ?? new string('0', Length);

    /// <summary>Puts an identifier together.</summary>
    /// <exception cref="ArgumentException">A part is not of its length.</exception>
    public static DeviceId Create(string centre, int industry, int type, int network, int serial) => new(
        Digits.Of(centre, 8, nameof(centre)) + Digits.Of(industry, 2, nameof(industry)) + Digits.Of(type, 3, nameof(type)) +
        Digits.Of(network, 1, nameof(network)) + Digits.Of(serial, 6, nameof(serial)));

    /// <summary>Takes 20 digits and nothing else.</summary>
    public static bool TryParse(string? text, out DeviceId id)
    {
        var valid = Digits.Are(text, Length);
        id = valid ? new(text!) : default;
        return valid;
    }

    /// <summary>The 20 digits.</summary>
    public override string ToString() => Text;
}
