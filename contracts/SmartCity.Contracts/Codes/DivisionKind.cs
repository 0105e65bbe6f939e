namespace SmartCity.Contracts.Codes;

/// <summary>What kind of division a code of GB/T 2260 names; a park is no division of the state but a registered statistical code.</summary>
public enum DivisionKind : byte
{
    /// <summary>地级市: the prefecture-level city itself.</summary>
    PrefectureCity,

    /// <summary>市辖区: a district of the city.</summary>
    District,

    /// <summary>县: a county.</summary>
    County,

    /// <summary>县级市: a county-level city.</summary>
    CountyLevelCity,

    /// <summary>
    /// 开发区: a development zone with a sub-centre of its own. Its land also belongs to districts; its code is one the
    /// bureau of statistics gives out, not one of GB/T 2260.
    /// </summary>
    Park,
}
