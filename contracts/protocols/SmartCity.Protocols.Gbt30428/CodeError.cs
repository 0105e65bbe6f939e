namespace SmartCity.Protocols.Gbt30428;

/// <summary>Why a text is not a code of GB/T 30428, the first found from the left.</summary>
public enum CodeError : byte
{
    /// <summary>It is one.</summary>
    None = 0,

    /// <summary>Not as many characters as the code has.</summary>
    Length,

    /// <summary>Something other than the digits 0 to 9.</summary>
    Character,

    /// <summary>The division is no county's: it begins with 0 or ends in 00.</summary>
    Division,

    /// <summary>The street is 000.</summary>
    Street,

    /// <summary>The community is 000.</summary>
    Community,

    /// <summary>The class is 00.</summary>
    Class,

    /// <summary>The sub-class is 00 or 000.</summary>
    SubClass,

    /// <summary>The date is no day of the calendar.</summary>
    Date,

    /// <summary>The sequence is all zeros; it counts from 1.</summary>
    Sequence,
}
