namespace SmartCity.Contracts.Codes;

/// <summary>
/// A motor vehicle's number plate (GA 36-2018): province, office (湘D is Hengyang), serial. Military, armed police and embassy
/// plates have other forms and are not read. It leads to a person, so <see cref="ToString"/> shows province and office only;
/// <see cref="Reveal"/> is for those who have a right to it.
/// </summary>
public sealed record Plate
{
    private const string Provinces = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZ";
    private const string LettersAndDigits = Letters + "0123456789";
    private const string Propulsion = "ABCDEFGHJK";

    private readonly string number;

    private Plate(string number, PlateKind kind) => (this.number, Kind) = (number, kind);

    /// <summary>What kind of vehicle it stands on, as far as the characters tell.</summary>
    public PlateKind Kind { get; }

    /// <summary>Province and issuing office, such as 湘D.</summary>
    public string IssuingOffice => number[..2];

    /// <summary>True for a battery electric vehicle (letters A to E), false for another new energy (F to K), null for other plates.</summary>
    public bool? IsBatteryElectric => Kind switch
    {
        PlateKind.SmallNewEnergy => number[2] <= 'E',
        PlateKind.LargeNewEnergy => number[7] <= 'E',
        _ => null,
    };

    /// <summary>Reads a plate as a person or a camera wrote it: blanks, hyphens and middle dots are dropped, lower case is raised.</summary>
    /// <returns>What is wrong with it, the first found from the left.</returns>
    public static PlateError TryParse(string? text, out Plate? plate)
    {
        plate = null;
        var number = string.Concat((text ?? "").Where(c => c is not (' ' or '-' or '·' or '•' or '.'))).ToUpperInvariant();
        var error = Check(number, out var kind);
        if (error == PlateError.None)
            plate = new(number, kind);
        return error;
    }

    /// <summary>The whole number, normalised. Personal data: never into a log or a trace.</summary>
    public string Reveal() => number;

    /// <summary>Province, office and asterisks, such as <c>湘D*****</c>.</summary>
    public override string ToString() => IssuingOffice + new string('*', number.Length - 2);

    private static PlateError Check(string number, out PlateKind kind)
    {
        kind = default;
        if (number.Length == 0)
            return PlateError.Length;
        if (!Provinces.Contains(number[0]))
            return PlateError.Province;
        if (number.Length is not (7 or 8))
            return PlateError.Length;
        if (!Letters.Contains(number[1]))
            return PlateError.IssuingOffice;
        if (number.Length == 8)
            return TryNewEnergy(number.AsSpan(2), out kind) ? PlateError.None : PlateError.NewEnergy;
        return TryOrdinary(number, out kind) ? PlateError.None : PlateError.Serial;
    }

    private static bool TryOrdinary(string number, out PlateKind kind)
    {
        kind = number[6] switch
        {
            '挂' => PlateKind.Trailer,
            '学' => PlateKind.DrivingSchool,
            '警' => PlateKind.Police,
            '港' => PlateKind.HongKong,
            '澳' => PlateKind.Macau,
            '领' => PlateKind.Consulate,
            '应' => PlateKind.Emergency,
            _ => PlateKind.Ordinary,
        };
        if (kind is PlateKind.HongKong or PlateKind.Macau && !number.StartsWith("粤Z", StringComparison.Ordinal))
            return false;
        var serial = kind == PlateKind.Ordinary ? number.AsSpan(2) : number.AsSpan(2, 4);
        return !serial.ContainsAnyExcept(LettersAndDigits);
    }

    private static bool TryNewEnergy(ReadOnlySpan<char> serial, out PlateKind kind)
    {
        kind = PlateKind.SmallNewEnergy;
        if (Propulsion.Contains(serial[0]) && LettersAndDigits.Contains(serial[1]) && AreDigits(serial[2..]))
            return true;
        kind = PlateKind.LargeNewEnergy;
        return Propulsion.Contains(serial[5]) && AreDigits(serial[..5]);
    }

    private static bool AreDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');
}
