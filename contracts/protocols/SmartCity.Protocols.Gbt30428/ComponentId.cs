using System.Globalization;

namespace SmartCity.Protocols.Gbt30428;

/// <summary>How the 16 digits of a component id are divided. The digits do not tell: it is a setting of where they come from.</summary>
public enum ComponentIdForm : byte
{
    /// <summary>GB/T 30428.2: six of county, two of class, three of sub-class, five of sequence.</summary>
    Current = 0,

    /// <summary>CJ/T 214: six of county, two of class, two of sub-class, six of sequence.</summary>
    Old = 1,
}

/// <summary>
/// Identity of a component (部件: a cover, a lamp, a tree): 16 digits, never given out again when the thing is gone
/// (GB/T 30428.2, earlier CJ/T 214).
/// </summary>
public sealed record ComponentId
{
    private ComponentId(string value, ComponentIdForm form) => (Value, Form) = (value, form);

    /// <summary>Sixteen digits.</summary>
    public string Value { get; }

    /// <summary>How they are divided.</summary>
    public ComponentIdForm Form { get; }

    /// <summary>Six digits, the county or district.</summary>
    public string Division => Value[..6];

    /// <summary>Two digits, 01 public utilities and so on.</summary>
    public string Class => Value[6..8];

    /// <summary>Three digits in both forms: the two of the old one get a 0 in front, as the classification has them.</summary>
    public string SubClass => Form == ComponentIdForm.Current ? Value[8..11] : "0" + Value[8..10];

    /// <summary>Sequence, from 1.</summary>
    public int Sequence => Digits.Read(Value.AsSpan(8 + SubClassWidth(Form)));

    /// <summary>Whether the city added the sub-class itself: 080 to 999, given out from 999 downwards. Not told of the old form.</summary>
    public bool IsExtension => Form == ComponentIdForm.Current && Digits.Read(Value.AsSpan(8, 3)) >= 80;

    /// <summary>Reads an id; blanks around it are dropped.</summary>
    /// <param name="text">What was sent.</param>
    /// <param name="form">How its sender divides the digits.</param>
    /// <param name="id">The id, or null.</param>
    /// <returns>What is wrong with it, the first found.</returns>
    public static CodeError TryParse(string? text, ComponentIdForm form, out ComponentId? id)
    {
        id = null;
        var value = text?.Trim() ?? "";
        var error = Check(value, SubClassWidth(form));
        if (error == CodeError.None)
            id = new(value, form);
        return error;
    }

    /// <summary>An id of the current form for a new component.</summary>
    /// <param name="division">Six digits.</param>
    /// <param name="class">Two digits.</param>
    /// <param name="subClass">Three digits.</param>
    /// <param name="sequence">1 to 99999.</param>
    /// <exception cref="ArgumentException">A part is malformed; the message names the <see cref="CodeError"/>.</exception>
    public static ComponentId Create(string division, string @class, string subClass, int sequence)
    {
        // Parts too long and too short together could fill the 16 digits and shift them.
        if (division.Length != 6 || @class.Length != 2 || subClass.Length != 3)
            throw new ArgumentException(
                $"Expected six digits of division, two of class, three of sub-class; found {division}, {@class}, {subClass}.");
        Digits.CheckSequence(sequence);
        var error = TryParse(string.Create(CultureInfo.InvariantCulture, $"{division}{@class}{subClass}{sequence:D5}"), ComponentIdForm.Current, out var id);
        return id ?? throw new ArgumentException($"Expected the parts of a component id; {error} is wrong in {division} {@class} {subClass}.");
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static int SubClassWidth(ComponentIdForm form) => form == ComponentIdForm.Current ? 3 : 2;

    private static CodeError Check(ReadOnlySpan<char> code, int width) => Digits.Check(code, 16) switch
    {
        not CodeError.None and var error => error,
        _ when Digits.AreZeros(code[6..8]) => CodeError.Class,
        _ when Digits.AreZeros(code.Slice(8, width)) => CodeError.SubClass,
        _ when Digits.AreZeros(code[(8 + width)..]) => CodeError.Sequence,
        _ => CodeError.None,
    };
}
