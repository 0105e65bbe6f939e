namespace SmartCity.Contracts.Codes;

/// <summary>Kind of a number plate, as far as its characters tell (GA 36-2018). Colour, and so small or large, they do not tell.</summary>
public enum PlateKind : byte
{
    /// <summary>Five digits and letters: cars, lorries, motorcycles.</summary>
    Ordinary = 0,

    /// <summary>Small new energy vehicle: six places, a letter of propulsion first.</summary>
    SmallNewEnergy,

    /// <summary>Large new energy vehicle: six places, a letter of propulsion last.</summary>
    LargeNewEnergy,

    /// <summary>挂: trailer.</summary>
    Trailer,

    /// <summary>学: driving school.</summary>
    DrivingSchool,

    /// <summary>警: police.</summary>
    Police,

    /// <summary>港: Hong Kong vehicle admitted to the mainland (粤Z only).</summary>
    HongKong,

    /// <summary>澳: Macau vehicle admitted to the mainland (粤Z only).</summary>
    Macau,

    /// <summary>领: consulate. The form is from memory of the standard, not from its text.</summary>
    Consulate,

    /// <summary>应: fire and rescue (应急救援专用号牌). The form is from memory, not from a standard's text.</summary>
    Emergency,
}
