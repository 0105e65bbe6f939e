namespace SmartCity.Protocols.Gat1400.Identifiers;

/// <summary>What a 48-digit identifier names. Open set.</summary>
public enum ObjectKind
{
    /// <summary>A person.</summary>
    Person = 1,

    /// <summary>A motor vehicle.</summary>
    MotorVehicle = 2,

    /// <summary>Another vehicle.</summary>
    NonMotorVehicle = 3,

    /// <summary>An article.</summary>
    Thing = 4,

    /// <summary>A scene.</summary>
    Scene = 5,

    /// <summary>A face.</summary>
    Face = 6,
}

/// <summary>
/// The 48 digits of what was seen in a picture (GA/T 1400.1): the picture 41, kind 2, sequence 5.
/// <c>32050500001320000007|02|20200624195235|52738|02|52739</c>.
/// </summary>
public readonly record struct ObjectId
{
    private readonly string? _text;

    private ObjectId(string text) => _text = text;

    /// <summary>Digits of the identifier.</summary>
    public const int Length = MediaId.Length + 2 + 5;

    /// <summary>The picture it was seen in.</summary>
    public MediaId Source => MediaId.TryParse(Text[..MediaId.Length], out var source) ? source : default;

    /// <summary>What it is.</summary>
    public ObjectKind Kind => (ObjectKind)Digits.Number(Text, 41, 2);

    /// <summary>Number within the picture, 0 to 99999.</summary>
    public int Sequence => Digits.Number(Text, 43, 5);

    private string Text => _text ?? new string('0', Length);

    /// <summary>Puts an identifier together.</summary>
    /// <exception cref="ArgumentException">A part is not of its length.</exception>
    public static ObjectId Create(MediaId source, ObjectKind kind, int sequence) => new(
        source + Digits.Of((int)kind, 2, nameof(kind)) + Digits.Of(sequence, 5, nameof(sequence)));

    /// <summary>Takes 48 digits and nothing else.</summary>
    public static bool TryParse(string? text, out ObjectId id)
    {
        var valid = Digits.Are(text, Length);
        id = valid ? new(text!) : default;
        return valid;
    }

    /// <summary>The 48 digits.</summary>
    public override string ToString() => Text;
}
