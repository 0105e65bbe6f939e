namespace SmartCity.Protocols.Hj212.Readings;

/// <summary>The mark of a value (HJ 212-2017 table 8). An open set: the letters sent are kept beside it.</summary>
public enum Hj212DataFlag
{
    /// <summary>No mark was sent.</summary>
    None = 0,

    /// <summary>N: normal.</summary>
    Normal,

    /// <summary>F: the site is stopped.</summary>
    Stopped,

    /// <summary>M: the instrument is under maintenance.</summary>
    Maintenance,

    /// <summary>S: entered by hand.</summary>
    Manual,

    /// <summary>D: the instrument is at fault.</summary>
    Fault,

    /// <summary>C: the instrument is being calibrated.</summary>
    Calibration,

    /// <summary>T: beyond the range of measurement.</summary>
    BeyondRange,

    /// <summary>B: no communication with the instrument.</summary>
    CommunicationLost,

    /// <summary>A mark the standard does not have; see the letters sent.</summary>
    Other,
}
