namespace SmartCity.Protocols.Jt808.Regions;

/// <summary>设置属性 of 8600 and 8602 (table 56). Other values are kept as they come.</summary>
public enum RegionAction : byte
{
    /// <summary>更新: all the terminal has are replaced.</summary>
    Replace = 0,
    /// <summary>追加.</summary>
    Append = 1,
    /// <summary>修改.</summary>
    Change = 2,
}
