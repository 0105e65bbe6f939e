namespace SmartCity.Protocols.Jt808;

/// <summary>Message ids of JT/T 808 (appendix B of 2013) that this codec decodes or the flows mention.</summary>
public static class MessageIds
{
    /// <summary>终端通用应答.</summary>
    public const ushort TerminalAck = 0x0001;
    /// <summary>终端心跳, empty.</summary>
    public const ushort Heartbeat = 0x0002;
    /// <summary>终端注销, empty.</summary>
    public const ushort Logout = 0x0003;
    /// <summary>查询服务器时间 (2019), empty.</summary>
    public const ushort QueryServerTime = 0x0004;
    /// <summary>终端注册.</summary>
    public const ushort Registration = 0x0100;
    /// <summary>终端鉴权.</summary>
    public const ushort Authentication = 0x0102;
    /// <summary>查询终端参数应答.</summary>
    public const ushort ParametersReply = 0x0104;
    /// <summary>查询终端属性应答.</summary>
    public const ushort AttributesReply = 0x0107;
    /// <summary>位置信息汇报.</summary>
    public const ushort Location = 0x0200;
    /// <summary>位置信息查询应答.</summary>
    public const ushort LocationReply = 0x0201;
    /// <summary>事件报告 (until 2013).</summary>
    public const ushort EventReport = 0x0301;
    /// <summary>信息点播/取消 (until 2013).</summary>
    public const ushort InformationRequest = 0x0303;
    /// <summary>车辆控制应答.</summary>
    public const ushort VehicleControlReply = 0x0500;
    /// <summary>驾驶员身份信息采集上报.</summary>
    public const ushort DriverIdentity = 0x0702;
    /// <summary>定位数据批量上传 (from 2013).</summary>
    public const ushort LocationBatch = 0x0704;
    /// <summary>CAN 总线数据上传 (from 2013).</summary>
    public const ushort CanData = 0x0705;
    /// <summary>多媒体事件信息上传.</summary>
    public const ushort MultimediaEvent = 0x0800;
    /// <summary>多媒体数据上传.</summary>
    public const ushort MultimediaUpload = 0x0801;
    /// <summary>数据上行透传.</summary>
    public const ushort UplinkPassthrough = 0x0900;
    /// <summary>数据压缩上报.</summary>
    public const ushort CompressedData = 0x0901;
    /// <summary>平台通用应答.</summary>
    public const ushort PlatformAck = 0x8001;
    /// <summary>补传分包请求 (from 2013).</summary>
    public const ushort ResendRequest = 0x8003;
    /// <summary>终端注册应答.</summary>
    public const ushort RegistrationReply = 0x8100;
    /// <summary>设置终端参数.</summary>
    public const ushort SetParameters = 0x8103;
    /// <summary>查询终端参数, empty.</summary>
    public const ushort QueryParameters = 0x8104;
    /// <summary>终端控制.</summary>
    public const ushort TerminalControl = 0x8105;
    /// <summary>查询指定终端参数 (from 2013).</summary>
    public const ushort QueryNamedParameters = 0x8106;
    /// <summary>查询终端属性 (from 2013), empty.</summary>
    public const ushort QueryAttributes = 0x8107;
    /// <summary>位置信息查询, empty.</summary>
    public const ushort LocationQuery = 0x8201;
    /// <summary>临时位置跟踪控制.</summary>
    public const ushort TrackingControl = 0x8202;
    /// <summary>人工确认报警消息 (from 2013).</summary>
    public const ushort AlarmConfirmation = 0x8203;
    /// <summary>文本信息下发.</summary>
    public const ushort TextMessage = 0x8300;
    /// <summary>事件设置 (until 2013).</summary>
    public const ushort EventSettings = 0x8301;
    /// <summary>电话回拨.</summary>
    public const ushort CallBack = 0x8400;
    /// <summary>设置电话本.</summary>
    public const ushort PhoneBook = 0x8401;
    /// <summary>车辆控制.</summary>
    public const ushort VehicleControl = 0x8500;
    /// <summary>设置圆形区域.</summary>
    public const ushort SetCircles = 0x8600;
    /// <summary>删除圆形区域.</summary>
    public const ushort DeleteCircles = 0x8601;
    /// <summary>设置矩形区域.</summary>
    public const ushort SetRectangles = 0x8602;
    /// <summary>删除矩形区域.</summary>
    public const ushort DeleteRectangles = 0x8603;
    /// <summary>设置多边形区域.</summary>
    public const ushort SetPolygon = 0x8604;
    /// <summary>删除多边形区域.</summary>
    public const ushort DeletePolygons = 0x8605;
    /// <summary>设置路线.</summary>
    public const ushort SetRoute = 0x8606;
    /// <summary>删除路线.</summary>
    public const ushort DeleteRoutes = 0x8607;
    /// <summary>上报驾驶员身份信息请求 (from 2013), empty.</summary>
    public const ushort QueryDriverIdentity = 0x8702;
    /// <summary>多媒体数据上传应答.</summary>
    public const ushort MultimediaUploadReply = 0x8800;
    /// <summary>摄像头立即拍摄命令.</summary>
    public const ushort CameraShot = 0x8801;
    /// <summary>数据下行透传.</summary>
    public const ushort DownlinkPassthrough = 0x8900;
}
