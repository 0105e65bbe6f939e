namespace SmartCity.Contracts.Codes;

/// <summary>Why a text is not a number plate.</summary>
public enum PlateError : byte
{
    /// <summary>It is one.</summary>
    None = 0,

    /// <summary>Not seven characters, nor eight as for new energy.</summary>
    Length,

    /// <summary>The first character is no province's.</summary>
    Province,

    /// <summary>The second is not the letter of an issuing office (A-Z without I and O).</summary>
    IssuingOffice,

    /// <summary>A place after the office holds what it may not: I, O, or a suffix where none belongs.</summary>
    Serial,

    /// <summary>Eight characters and the form of neither a small nor a large new energy vehicle.</summary>
    NewEnergy,
}
