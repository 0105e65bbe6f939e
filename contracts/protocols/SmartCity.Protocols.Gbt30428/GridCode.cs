namespace SmartCity.Protocols.Gbt30428;

/// <summary>
/// Code of a unit grid (单元网格, about 10,000 square metres; GB/T 30428.1, earlier CJ/T 213): 15 digits, six of the
/// county (GB/T 2260), three of the street, three of the community, three of sequence within it.
/// </summary>
public sealed record GridCode
{
    private GridCode(string value) => Value = value;

    /// <summary>Fifteen digits.</summary>
    public string Value { get; }

    /// <summary>Six digits, the county or district.</summary>
    public string Division => Value[..6];

    /// <summary>Nine digits, county and street (街道).</summary>
    public string Street => Value[..9];

    /// <summary>Twelve digits, county, street and community (社区).</summary>
    public string Community => Value[..12];

    /// <summary>Sequence in the community, 1 to 999.</summary>
    public int Sequence => Digits.Read(Value.AsSpan(12));

    /// <summary>Reads a code; blanks around it are dropped.</summary>
    /// <returns>What is wrong with it, the first found.</returns>
    public static CodeError TryParse(string? text, out GridCode? grid)
    {
        grid = null;
        var value = text?.Trim() ?? "";
        var error = Check(value);
        if (error == CodeError.None)
            grid = new(value);
        return error;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static CodeError Check(ReadOnlySpan<char> code) => Digits.Check(code, 15) switch
    {
        not CodeError.None and var error => error,
        _ when Digits.AreZeros(code[6..9]) => CodeError.Street,
        _ when Digits.AreZeros(code[9..12]) => CodeError.Community,
        _ when Digits.AreZeros(code[12..]) => CodeError.Sequence,
        _ => CodeError.None,
    };
}
