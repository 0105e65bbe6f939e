using System.Globalization;

namespace SmartCity.Protocols.Gbt30428;

/// <summary>
/// Identity of an occurrence (事件 of city management: litter, a hawker, a spill). No standard fixes it; this is the practice
/// of this city, modelled on others': 24 digits, six of county, two of class, three of sub-class, eight of the Beijing date
/// it was reported, five of sequence on that day. Ids of other systems are kept as the text they are.
/// </summary>
public sealed record OccurrenceId
{
    private OccurrenceId(string value) => Value = value;

    /// <summary>Twenty-four digits.</summary>
    public string Value { get; }

    /// <summary>Six digits, the county or district.</summary>
    public string Division => Value[..6];

    /// <summary>Two digits, 01 city appearance and so on.</summary>
    public string Class => Value[6..8];

    /// <summary>Three digits.</summary>
    public string SubClass => Value[8..11];

    /// <summary>Beijing date of the report.</summary>
    public DateOnly ReportedOn => DateOnly.ParseExact(Value.AsSpan(11, 8), "yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>Sequence in the county on the day, 1 to 99999.</summary>
    public int Sequence => Digits.Read(Value.AsSpan(19));

    /// <summary>Reads an id; blanks around it are dropped.</summary>
    /// <returns>What is wrong with it, the first found.</returns>
    public static CodeError TryParse(string? text, out OccurrenceId? id)
    {
        id = null;
        var value = text?.Trim() ?? "";
        var error = Check(value);
        if (error == CodeError.None)
            id = new(value);
        return error;
    }

    /// <summary>An id for a new occurrence.</summary>
    /// <param name="division">Six digits.</param>
    /// <param name="class">Two digits.</param>
    /// <param name="subClass">Three digits.</param>
    /// <param name="reportedOn">Beijing date of the report.</param>
    /// <param name="sequence">1 to 99999.</param>
    /// <exception cref="ArgumentException">A part is malformed; the message names the <see cref="CodeError"/>.</exception>
    public static OccurrenceId Create(string division, string @class, string subClass, DateOnly reportedOn, int sequence)
    {
        if (division.Length != 6 || @class.Length != 2 || subClass.Length != 3)
            throw new ArgumentException(
                $"Expected six digits of division, two of class, three of sub-class; found {division}, {@class}, {subClass}.");
        Digits.CheckSequence(sequence);
        var error = TryParse(string.Create(CultureInfo.InvariantCulture, $"{division}{@class}{subClass}{reportedOn:yyyyMMdd}{sequence:D5}"), out var id);
        return id ?? throw new ArgumentException($"Expected the parts of an occurrence id; {error} is wrong in {division} {@class} {subClass}.");
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static CodeError Check(ReadOnlySpan<char> code) => Digits.Check(code, 24) switch
    {
        not CodeError.None and var error => error,
        _ when Digits.AreZeros(code[6..8]) => CodeError.Class,
        _ when Digits.AreZeros(code[8..11]) => CodeError.SubClass,
        _ when !IsDate(code.Slice(11, 8)) => CodeError.Date,
        _ when Digits.AreZeros(code[19..]) => CodeError.Sequence,
        _ => CodeError.None,
    };

    private static bool IsDate(ReadOnlySpan<char> digits) =>
        DateOnly.TryParseExact(digits, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
